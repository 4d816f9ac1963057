import { PortalAuthError } from '../base/portal-auth-error.ts'

/** Options of fetch that a `Request` takes, and `replay`, which is for `auth.fetch` alone. */
const taken =
  /^(method|headers|body|referrer|referrerPolicy|mode|credentials|cache|redirect|integrity|keepalive|signal|window|duplex|priority|replay)$/

/**
 * The options of a call that a `Request` does not take, such as `next` of Next.js or `dispatcher` of undici; undefined if
 * it takes all of them.
 *
 * @see https://fetch.spec.whatwg.org/#requestinit
 */
export function readExtras(init: object | null | undefined): RequestInit | undefined {
  let extras: Record<string, unknown> | undefined
  for (const name in init ?? {}) {
    if (!taken.test(name)) extras = { ...extras, [name]: Reflect.get(Object(init), name) }
  }
  return extras
}

/** Makes the `Request` that a call of fetch asks for. Throws as `Request` does; for a used body, `validation_failed`. */
export function toRequest(input: RequestInfo | URL, init: RequestInit | null | undefined): Request {
  const body = init?.body
  if (input instanceof Request && input.bodyUsed && body === undefined) {
    throw new PortalAuthError({
      code: 'validation_failed',
      operation: 'fetch',
      message:
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'auth.fetch(): input must be a Request whose body is unused; pass a new Request, or a clone of it'
          : '',
      fields: { body: ['used already'] },
    })
  }
  // fetch requires this option for a stream, whose response may arrive before the stream ends. A Request as init has it.
  const isStream = typeof ReadableStream !== 'undefined' && body instanceof ReadableStream
  const isBare = isStream && !Reflect.get(init ?? {}, 'duplex')
  return new Request(input, isBare ? ({ duplex: 'half', ...init, body } as RequestInit) : (init ?? undefined))
}

/** The signal that aborts a call of fetch; undefined if nothing can. An explicit null takes away that of a `Request`. */
export function signalOf(
  input: RequestInfo | URL,
  init: RequestInit | null | undefined,
): AbortSignal | null | undefined {
  const signal = init?.signal
  return signal === undefined && input instanceof Request ? input.signal : signal
}
