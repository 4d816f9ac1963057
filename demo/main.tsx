import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createPortalAuth, indexedDbStorage } from 'scaikey-portal-auth'
import { PortalAuthProvider } from 'scaikey-portal-auth/react'
import { App } from './app.tsx'
import { ClockProvider } from './clock.tsx'
import { findMockControls, type MockControls } from './mock/mock-controls.ts'
import { choosePortal, type PortalChoice } from './portal-choice.ts'
import { createEventLog } from './session/event-log.ts'

/** The portal, with its controls and its clock if it is the mock. */
interface Portal {
  readonly baseUrl: string
  readonly mock: MockControls | undefined
  /** The clock of the mock in the service worker; undefined for the device's clock. */
  readonly clock: { now(): number; monotonicNow(): number } | undefined
}

async function openPortal(choice: PortalChoice): Promise<Portal> {
  if (choice.kind === 'server') {
    const { baseUrl } = choice
    return { baseUrl, mock: await findMockControls((path, init) => fetch(`${baseUrl}${path}`, init)), clock: undefined }
  }
  // A dynamic import, so that an application that copies this page does not ship the mock.
  const { startWorkerPortal } = await import('./mock/worker-portal.ts')
  const { fetch: fetchFromPortal, clock } = await startWorkerPortal()
  return { baseUrl: location.origin, mock: await findMockControls(fetchFromPortal, clock), clock }
}

async function start(container: HTMLElement): Promise<void> {
  const query = new URL(location.href)
  const { baseUrl, mock, clock } = await openPortal(choosePortal(query, import.meta.env.VITE_PORTAL_URL))
  const events = createEventLog()
  const now = (): number => clock?.now() ?? Date.now()
  const auth = createPortalAuth({
    baseUrl,
    storage: indexedDbStorage(),
    clock,
    schemas: query.searchParams.has('schemas') ? (await import('scaikey-portal-auth/schemas')).schemas : undefined,
    onEvent: (event) => events.add(event, now()),
  })
  createRoot(container).render(
    <StrictMode>
      <PortalAuthProvider auth={auth}>
        <ClockProvider now={now}>
          <App baseUrl={baseUrl} events={events} mock={mock} />
        </ClockProvider>
      </PortalAuthProvider>
    </StrictMode>,
  )
}

const container = document.getElementById('root')
if (container === null) throw new Error('The page must have an element with the id root.')
start(container).catch((error: unknown) => {
  container.className = 'page'
  container.role = 'alert'
  container.textContent = error instanceof Error ? error.message : String(error)
})
