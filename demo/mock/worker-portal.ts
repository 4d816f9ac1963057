import { createPortalMock } from 'scaikey-portal-auth/mock'
import { startPortalWorker } from 'scaikey-portal-auth/mock/browser'
import { createMockClock, type MockClock } from './mock-clock.ts'

/** The mock in the service worker. */
export interface WorkerPortal {
  /** Calls the portal directly, without the worker. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  readonly clock: MockClock
}

/** Starts MSW's service worker over a mock. */
export async function startWorkerPortal(): Promise<WorkerPortal> {
  const clock = createMockClock()
  const portal = createPortalMock({ clock })
  await startPortalWorker(portal)
  return { fetch: portal.fetch, clock }
}
