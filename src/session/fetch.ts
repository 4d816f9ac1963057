import { reasonOf } from '../base/abort.ts'
import { isPortalAuthError, PortalAuthError } from '../base/portal-auth-error.ts'
import { ownFetch } from '../transport/send.ts'
import type { AccessTokens } from './access-token.ts'
import type { EmitEvent } from './state/events.ts'

/** What sending with the access token needs. */
export interface SessionFetchOptions {
  readonly tokens: AccessTokens
  /** Whether a URL may receive the access token. */
  readonly maySendToken: (url: string) => boolean
  readonly emit: EmitEvent
}

/** A request with the access token, and the means to send it once more. */
export interface PreparedRequest {
  readonly request: Request
  /** Resolves to the final response: after a 401 it sends the request once more, with a newer token. */
  readonly settle: (response: Response, send: (request: Request) => Promise<Response>) => Promise<Response>
}

/** Adds the access token to a request that may carry it; undefined leaves the request as it is. */
export type PrepareRequest = (request: Request) => Promise<PreparedRequest | undefined>

/** Makes the preparation that {@link createSessionFetch} and the middleware share. */
export function createPrepareRequest({ tokens, maySendToken, emit }: SessionFetchOptions): PrepareRequest {
  return async (request) => {
    // A request with credentials of its own is left alone.
    if (!maySendToken(request.url) || request.headers.has('authorization')) return undefined
    const { signal } = request
    const used = await orAbort(tokens.get({ signal }), signal)
    const spare = request.clone()
    return {
      request: withToken(request, used.accessToken),
      async settle(response, send) {
        if (response.status !== 401) return response
        const newer = await orAbort(tokens.replace(used, { signal }), signal)
        if (newer === undefined) return response
        // Not awaited: the server decides how long cancelling takes.
        response.body?.cancel().catch(() => {})
        emit({ type: 'request_replayed' })
        const second = await send(withToken(spare, newer.accessToken))
        // guard: rejected new token is not refreshed in a loop
        if (second.status === 401) tokens.markRejected(newer)
        return second
      },
    }
  }
}

/**
 * Makes a drop-in fetch: it sends the access token, refreshes an expired one first, and sends the request once more with a
 * newer token after a 401. A request that began under one session is never sent with the token of another: it rejects with
 * `signed_out`. Requests that may not carry the token pass through unchanged.
 */
export function createSessionFetch(
  prepare: PrepareRequest,
  fetch: (request: Request) => Promise<Response>,
): typeof globalThis.fetch {
  const sessionFetch: typeof globalThis.fetch = async (input, init) => {
    const request = makeRequest(input, init)
    const prepared = await prepare(request)
    return prepared ? prepared.settle(await fetch(prepared.request), fetch) : fetch(request)
  }
  return Object.defineProperty(sessionFetch, ownFetch, { value: true })
}

function makeRequest(input: RequestInfo | URL, init: RequestInit | undefined): Request {
  if (input instanceof Request && input.bodyUsed && init?.body === undefined) {
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
  // fetch requires this option for a stream, whose response may arrive before the stream ends.
  return new Request(
    input,
    typeof ReadableStream !== 'undefined' && init?.body instanceof ReadableStream
      ? ({ duplex: 'half', ...init } as RequestInit)
      : init,
  )
}

function withToken(request: Request, accessToken: string): Request {
  request.headers.set('authorization', `Bearer ${accessToken}`)
  return request
}

/** An abort rejects with the reason of the signal, as with fetch. */
async function orAbort<T>(token: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await token
  } catch (error) {
    if (isPortalAuthError(error, 'aborted') && signal.aborted) throw reasonOf(signal)
    throw error
  }
}
