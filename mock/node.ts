import type { AnyHandler } from 'msw'
import { type SetupServer, setupServer as setupMswServer } from 'msw/node'
import type { PortalMock } from './index.ts'
import { type ListenOptions, withBothNames } from './msw/unhandled-option.ts'

/** MSW's server, whose `listen` takes both names of the option for requests that no handler answers. */
export type PortalSetupServer = {
  /** Starts to intercept. `onUnhandledFrame` is MSW 3's name and `onUnhandledRequest` MSW 2's: both work with either. */
  listen(options?: ListenOptions): void
} & SetupServer

/**
 * MSW for Node over a portal, or over `...portal.handlers`, and handlers of your own. The first argument that matches a
 * request answers it; `server.use(…)` adds a handler before them all. Start it with
 * `server.listen({ onUnhandledFrame: 'error' })`, under MSW 2 too. Throws a `TypeError` for an argument that is not an
 * object.
 */
export function setupServer(...given: (Pick<PortalMock, 'handlers'> | AnyHandler)[]): PortalSetupServer {
  return taking(setupMswServer(...given.flatMap<AnyHandler>((each) => ('handlers' in each ? each.handlers : each))))
}

/** Makes `listen` take both names. */
function taking(server: SetupServer): PortalSetupServer {
  const listen = server.listen.bind(server)
  return Object.assign(server, { listen: (options: ListenOptions = {}): void => listen(withBothNames(options)) })
}

/** Separate portals for concurrent tests in one file. */
export interface PortalSandbox<P> {
  /** MSW's server, for example for its `events`. */
  readonly server: PortalSetupServer
  /** Starts it, for `beforeAll`. An unhandled request is an error. */
  listen(): void
  /** Stops it, for `afterAll`. */
  close(): void
  /**
   * Runs a test with its own portal, which answers every `fetch` that the test starts. Settles as the test does. Code in
   * `beforeEach` runs outside and has no portal.
   */
  run<T>(test: (portal: P) => Promise<T> | T): Promise<T>
}

/**
 * Gives each concurrent test its own portal under one MSW server, in Node: `test.concurrent('…', () => sandbox.run(async
 * (portal) => { … }))`. `create` makes the portal of one test; `more` are handlers of your own for all tests.
 */
export function setupSandbox<P extends Pick<PortalMock, 'handlers'>>(
  create: () => P,
  ...more: AnyHandler[]
): PortalSandbox<P> {
  const server = setupServer(...more)
  return {
    server,
    listen(): void {
      server.listen({ onUnhandledFrame: 'error' })
    },
    close: (): void => server.close(),
    run<T>(test: (portal: P) => Promise<T> | T): Promise<T> {
      // A boundary copies the handlers but not their portal, so the portal must be made inside it. The returned function
      // must be called, or the test would pass without running.
      const inside = server.boundary(async () => {
        const portal = create()
        server.resetHandlers(...portal.handlers, ...more)
        return await test(portal)
      })
      return inside()
    },
  }
}
