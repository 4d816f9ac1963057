import { createPortalMock, type PortalMock } from '../../../mock/index.ts'
import { createPortalAuth, type PortalAuth, type PortalAuthEvent, type PortalAuthOptions } from '../../../src/index.ts'

export const baseUrl = 'https://portal.example'
export const password = 'correct horse battery staple'

/** The client's options, and a place to answer in the portal's stead. */
export interface BenchOptions extends Partial<PortalAuthOptions> {
  readonly intercept?: (request: Request, next: (request: Request) => Promise<Response>) => Promise<Response>
}

/** One portal, one clock, one client: the client's time is the portal's. */
export interface Bench {
  readonly portal: PortalMock
  readonly auth: PortalAuth
  readonly events: PortalAuthEvent[]
  /** How many requests of an operation reached the portal. */
  readonly count: (operation: string) => number
}

export function createBench({ intercept, ...options }: BenchOptions = {}, policy: object = {}): Bench {
  // It stands still but for what a test advances, so that a slow machine is as good as a fast one.
  const portal = createPortalMock({ seed: 1, policy, clock: { now: () => Date.UTC(2026, 0, 1) } })
  const events: PortalAuthEvent[] = []
  const auth = createPortalAuth({
    baseUrl,
    fetch: (request) => (intercept ? intercept(request, portal.fetch) : portal.fetch(request)),
    clock: { now: () => portal.clock.now(), setTimeout: soonOrNever },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { portal, auth, events, count: (name) => portal.requests.filter(({ operation }) => operation === name).length }
}

/** A bench on which ada@example.com, of one tenant and without a second factor, has signed in. */
export async function createSignedInBench(options: BenchOptions = {}, policy: object = {}): Promise<Bench> {
  const bench = createBench(options, policy)
  bench.portal.users.add({ email: 'ada@example.com', password, tenants: ['acme'] })
  await bench.auth.login({ email: 'ada@example.com', password })
  return bench
}

/** A fetch that gives the same answer to everything but identify, and one to identify that leads to a password. */
export function answering(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.url.endsWith('/identify')) {
      return Response.json({ flow_token: 'flow-1', tenants: [], requires_tenant_selection: false })
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const type = typeof body === 'string' ? 'text/html' : 'application/json'
    return new Response(status === 204 ? null : text, { status, headers: { 'content-type': type, ...headers } })
  }
}

/** Timers without waiting: a pause between two tries is over at once, and a time limit is never reached. */
export function soonOrNever(run: () => void, delayMs: number): () => void {
  if (delayMs >= 5000) return () => {}
  const soon = setImmediate(run)
  return () => clearImmediate(soon)
}

export const accessTokenLifeMs = 3_600_000
