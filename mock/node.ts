import type { AnyHandler } from 'msw'
import { type SetupServer, setupServer as setupMswServer } from 'msw/node'
import type { PortalMock } from './index.ts'

/**
 * MSW for Node over a portal, or over `...portal.handlers`, and a team's own handlers. What is given first answers first;
 * `server.use(…)` puts one before them all. Start it with `server.listen({ onUnhandledFrame: 'error' })`; MSW 2 calls the
 * option `onUnhandledRequest`.
 */
export function setupServer(...given: (Pick<PortalMock, 'handlers'> | AnyHandler)[]): SetupServer {
  return setupMswServer(...given.flatMap<AnyHandler>((each) => ('handlers' in each ? each.handlers : each)))
}

/** Portals for tests that run at the same time in one file. */
export interface PortalSandbox<P> {
  /** MSW's server: its `events` and `printHandlers` are a team's to use. */
  readonly server: SetupServer
  /** Starts it, for `beforeAll`. A request nothing answers is an error. */
  listen(): void
  /** Ends it, for `afterAll`. */
  close(): void
  /**
   * Runs a test with a portal that only it sees: what it calls `fetch` for, however late, is answered by that portal.
   * It rejects as the test does. What runs in `beforeEach` is outside.
   */
  run<T>(test: (portal: P) => Promise<T> | T): Promise<T>
}

/**
 * Gives each concurrent test its own portal under one MSW server, in Node: `test.concurrent('…', () => sandbox.run(async
 * (portal) => { … }))`. `create` makes the portal of one test; `more` are a team's own handlers, seen by all.
 */
export function setupSandbox<P extends Pick<PortalMock, 'handlers'>>(
  create: () => P,
  ...more: AnyHandler[]
): PortalSandbox<P> {
  const server = setupMswServer(...more)
  return {
    server,
    listen(): void {
      // MSW 3 renamed the option; each ignores the other's.
      server.listen({ onUnhandledFrame: 'error', ...{ onUnhandledRequest: 'error' } })
    },
    close: (): void => server.close(),
    run<T>(test: (portal: P) => Promise<T> | T): Promise<T> {
      // A boundary copies the handlers, not what they answer from: the portal must be made inside it. What it returns must
      // be called, or the test would pass without having run.
      const inside = server.boundary(async () => {
        const portal = create()
        server.resetHandlers(...portal.handlers, ...more)
        return await test(portal)
      })
      return inside()
    },
  }
}
