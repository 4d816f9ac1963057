import type { AnyHandler } from 'msw'
import { type SetupWorker, setupWorker as setupMswWorker } from 'msw/browser'
import type { PortalMock } from './index.ts'
import { workerProblem } from './msw/worker-script.ts'

/**
 * MSW's service worker over a portal, or over `...portal.handlers`, and a team's own handlers. What is given first answers
 * first. The worker's script must be served at `/mockServiceWorker.js`: `npx msw init <public folder>` puts it there.
 */
export function setupWorker(...given: (Pick<PortalMock, 'handlers'> | AnyHandler)[]): SetupWorker {
  return setupMswWorker(...given.flatMap<AnyHandler>((each) => ('handlers' in each ? each.handlers : each)))
}

/** How the worker is started. */
export interface StartOptions {
  /** Where the worker's script is served. Default `/mockServiceWorker.js`. */
  readonly url?: string
  /** Handlers beside the portal's. */
  readonly more?: readonly AnyHandler[]
}

/**
 * Starts MSW's service worker over a portal and resolves when it answers: load what sends requests after that. Requests
 * it has no answer for go on to the network. Rejects with an `Error` that says what to do when the worker's script is
 * missing, or when the page can have no service worker; with a `TypeError` for an option there is not.
 */
export async function start(
  portal: Pick<PortalMock, 'handlers'>,
  { url = '/mockServiceWorker.js', more = [], ...others }: StartOptions = {},
): Promise<SetupWorker> {
  const [stranger] = Object.keys(others)
  if (stranger !== undefined) throw new TypeError(`start: "${stranger}" is no name here; allowed: url, more`)
  const { navigator } = globalThis
  const problem = await workerProblem(url, {
    serviceWorker: 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
    fetch: (address) => globalThis.fetch(address, { cache: 'no-store' }),
  })
  if (problem !== undefined) throw new Error(problem)
  const worker = setupWorker(portal, ...more)
  const bypass = { onUnhandledFrame: 'bypass', ...{ onUnhandledRequest: 'bypass' } } as const
  await worker.start({ quiet: true, serviceWorker: { url }, ...bypass })
  return worker
}
