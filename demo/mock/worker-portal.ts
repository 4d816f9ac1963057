import { indexedDbStorage } from 'scaikey-portal-auth'
import { createPortalMock } from 'scaikey-portal-auth/mock'
import { startPortalWorker } from 'scaikey-portal-auth/mock/browser'
import { portalHandlers } from '../../mock/msw/handlers.ts'
import { createMockClock, type MockClock } from './mock-clock.ts'

/** The mock in the service worker. */
export interface WorkerPortal {
  /** Calls the portal directly, without the worker. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  readonly clock: MockClock
}

const key = 'portal'

/**
 * Starts MSW's service worker over a mock that all tabs share. The worker answers with the handlers of the tab that sent
 * the request, so each tab has a mock of its own. Under a lock, it restores the stored state before each request and stores
 * the new one after it.
 */
export async function startWorkerPortal(): Promise<WorkerPortal> {
  const clock = createMockClock()
  const portal = createPortalMock({ clock })
  const storage = indexedDbStorage({ databaseName: 'demo-mock-portal' })

  async function restoreState(): Promise<void> {
    const saved = await storage.get(key)
    if (!saved) return
    try {
      portal.restore(JSON.parse(saved))
      // Time has passed since.
      portal.clock.advance(Math.max(0, clock.now() - portal.clock.now()))
    } catch {
      // The state is from another version of the mock.
      portal.reset()
    }
  }

  async function inTurn(request: Request): Promise<Response> {
    return await navigator.locks.request('demo-mock-portal', async (): Promise<Response> => {
      await restoreState()
      try {
        return await portal.fetch(request)
      } finally {
        await storage.set(key, JSON.stringify(portal.snapshot()))
      }
    })
  }

  await startPortalWorker({ handlers: portalHandlers({ fetch: (input, init) => inTurn(new Request(input, init)) }) })
  return { fetch: (path, init) => inTurn(new Request(new URL(path, location.href), init)), clock }
}
