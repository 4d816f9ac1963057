import type { AnyHandler } from 'msw'
import { type SetupServer, setupServer as setupMswServer } from 'msw/node'
import type { PortalMock } from './index.ts'

/**
 * MSW for Node over a portal. The portal's handlers come first; `more` are a team's own. Use `server.use(…)` to put one before.
 * Start it with `server.listen({ onUnhandledFrame: 'error' })`; MSW 2 calls the option `onUnhandledRequest`.
 */
export function setupServer(portal: Pick<PortalMock, 'handlers'>, ...more: AnyHandler[]): SetupServer {
  return setupMswServer(...portal.handlers, ...more)
}
