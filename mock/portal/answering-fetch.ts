import { type PlainRequest, toPlainRequest } from '../wire/plain-request.ts'
import { type PlainResponse, toResponse } from '../wire/plain-response.ts'
import type { Portal } from './portal-api.ts'

/** Answers a request in plain data. */
export type Answer = (request: PlainRequest) => PlainResponse | Promise<PlainResponse>

/** What stands behind a portal's `fetch`. */
export interface Behind {
  readonly answer: Answer
  /** Makes another portal from the same options. */
  another(): Portal
}

/** Where a portal's `fetch` carries what stands behind it: on the function, so that one put in its place hides it. */
const mark = Symbol.for('scaikey-portal-auth/mock/behind')

/** A `fetch` that answers by itself. */
export function answeringFetch(behind: Behind): Portal['fetch'] {
  const fetch = async (input: Request | URL | string, init?: RequestInit): Promise<Response> =>
    toResponse(await behind.answer(toPlainRequest(asRequest(input, init))))
  return Object.defineProperty(fetch, mark, { value: behind })
}

/** What stands behind a `fetch` of ours; `undefined` behind any other, such as one that its owner has wrapped. */
export function behind(fetch: Portal['fetch']): Behind | undefined {
  return Reflect.get(fetch, mark)
}

/** A `Request` of another realm is taken as it is: it is told by its shape, never by `instanceof`. */
function asRequest(input: Request | URL | string, init?: RequestInit): Request {
  if (typeof input === 'object' && 'headers' in input && init === undefined) return input
  const target = typeof input === 'string' && input.startsWith('/') ? new URL(input, 'http://portal.test') : input
  return new Request(target, init)
}
