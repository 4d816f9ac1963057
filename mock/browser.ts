import type { AnyHandler } from 'msw'
import { type SetupWorker, setupWorker as setupMswWorker } from 'msw/browser'
import type { PortalMock } from './index.ts'
import { browserStore } from './msw/browser-store.ts'
import { withBothNames } from './msw/unhandled-option.ts'
import { workerProblem } from './msw/worker-script.ts'
import { directAccessOf } from './portal/direct.ts'

/**
 * MSW's service worker over a portal, or over `...portal.handlers`, and handlers of your own. The first argument that
 * matches a request answers it. The worker script must be served at `/mockServiceWorker.js`:
 * `npx scaikey-portal-mock init <public folder>` copies it there. Throws a `TypeError` for an argument that is not an object,
 * and MSW's error in Node. `start()` rejects if the worker cannot be registered.
 */
export function setupWorker(...given: (Pick<PortalMock, 'handlers'> | AnyHandler)[]): SetupWorker {
  return setupMswWorker(...given.flatMap<AnyHandler>((each) => ('handlers' in each ? each.handlers : each)))
}

/** Options of {@link startPortalWorker}. */
export interface PortalWorkerOptions {
  /** Where the worker script is served. Default `/mockServiceWorker.js`. */
  readonly url?: string
  /** Handlers beside the portal's, for your other APIs. Default none. */
  readonly more?: readonly AnyHandler[]
  /**
   * Whether the portal's state outlives a reload and is shared by all tabs, in IndexedDB. It is kept for a portal of the same
   * seed and users; a change of these, and `portal.reset()`, start again. Default true.
   */
  readonly persist?: boolean
}

/**
 * Starts MSW's service worker over a portal. Resolves when the worker answers: send the first request after that. Requests
 * without a handler go to the network. Rejects with an `Error` that says what to do when the worker script is missing or
 * the page cannot have a service worker, and with a `TypeError` for an unknown option.
 */
export async function startPortalWorker(
  portal: Pick<PortalMock, 'handlers'> & Partial<Pick<PortalMock, 'fetch'>>,
  { url = '/mockServiceWorker.js', more = [], persist = true, ...others }: PortalWorkerOptions = {},
): Promise<SetupWorker> {
  const [unknownName] = Object.keys(others)
  if (unknownName !== undefined) {
    throw new TypeError(`startPortalWorker(): unknown option "${unknownName}"; expected url, more or persist`)
  }
  const { navigator } = globalThis
  const problem = await workerProblem(url, {
    serviceWorker: 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
    fetch: (address) => globalThis.fetch(address, { cache: 'no-store' }),
  })
  if (problem !== undefined) throw new Error(`startPortalWorker(): ${problem}`)
  if (persist) await keepState(portal)
  const worker = setupWorker(portal, ...more)
  await worker.start(withBothNames({ quiet: true, serviceWorker: { url }, onUnhandledFrame: 'bypass' }))
  return worker
}

/** Keeps the state of a portal. Without a database the portal works too, for one tab until a reload. */
async function keepState({ fetch }: Partial<Pick<PortalMock, 'fetch'>>): Promise<void> {
  let isTold = false
  const tell = (error: unknown): void => {
    // biome-ignore lint/suspicious/noConsole: a developer would look for a defect of the client.
    if (!isTold) console.warn('startPortalWorker(): the state of the portal is not kept over a reload:', error)
    isTold = true
  }
  try {
    await (fetch && directAccessOf(fetch))?.share(browserStore(), tell)
  } catch (error) {
    tell(error)
  }
}
