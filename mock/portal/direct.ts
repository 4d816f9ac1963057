import { type PlainRequest, toPlainRequest } from '../wire/plain-request.ts'
import { type PlainResponse, toResponse } from '../wire/plain-response.ts'
import type { Portal } from './portal-api.ts'
import type { StateStore } from './shared-turns.ts'

// The HTTP server answers from the portal's core and skips `portal.fetch`: to build a `Request` and a `Response` takes
// longer than to answer. The core hangs on the `fetch` function itself, so that the server calls a `fetch` that a test has
// wrapped or replaced. The key is a global symbol because the server and the portal may come from two bundles.
const key = Symbol.for('scaikey-portal-auth/mock/direct')

/** Answers a request in plain data. */
export type Responder = (request: PlainRequest) => PlainResponse | Promise<PlainResponse>

/** The core that a portal's `fetch` carries. */
export interface DirectAccess {
  readonly respond: Responder
  /** Makes a new portal from the same options. */
  createSame(): Portal
  /**
   * Keeps the portal's state in a store from now on, and takes what is stored if a portal of the same start has stored it.
   * `onFailure` receives the errors of the store; the portal goes on without it.
   */
  share(store: StateStore, onFailure: (error: unknown) => void): Promise<void>
}

/** Makes a portal's `fetch` from its core, and attaches the core to it. */
export function createDirectFetch(access: DirectAccess): Portal['fetch'] {
  const fetch = async (input: Request | URL | string, init?: RequestInit): Promise<Response> =>
    toResponse(await access.respond(toPlainRequest(asRequest(input, init))))
  return Object.defineProperty(fetch, key, { value: access })
}

/** The core of a portal's `fetch`; `undefined` for any other function, such as a wrapper around it. */
export function directAccessOf(fetch: Portal['fetch']): DirectAccess | undefined {
  return Reflect.get(fetch, key)
}

/** Uses a `Request` as it is. It is recognised by its shape, because a `Request` of another realm fails `instanceof`. */
function asRequest(input: Request | URL | string, init?: RequestInit): Request {
  if (typeof input === 'object' && 'headers' in input && init === undefined) return input
  const target = typeof input === 'string' && input.startsWith('/') ? new URL(input, 'http://portal.test') : input
  return new Request(target, init)
}
