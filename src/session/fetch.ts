import { isPortalAuthError, PortalAuthError } from '../base/portal-auth-error.ts'
import type { AccessTokens } from './access-token.ts'
import type { EmitEvent } from './state/events.ts'

/** What sending with the access token needs. */
export interface SessionFetchOptions {
  readonly tokens: AccessTokens
  /** Whether a URL may be sent the access token. */
  readonly maySendToken: (url: URL) => boolean
  readonly emit: EmitEvent
}

/** A request with the access token, and what it takes to send it once more. */
export interface PreparedRequest {
  readonly request: Request
  /** Judges the answer: after a 401 it has the request sent once more, with a newer token. */
  readonly settle: (response: Response, send: (request: Request) => Promise<Response>) => Promise<Response>
}

/** Puts the access token on a request, where it may go; `undefined` leaves the request as it is. */
export type PrepareRequest = (request: Request) => Promise<PreparedRequest | undefined>

/** Makes what {@link createSessionFetch} and {@link createSessionMiddleware} share. */
export function createPrepareRequest({ tokens, maySendToken, emit }: SessionFetchOptions): PrepareRequest {
  return async (request) => {
    // A request that brings its own credentials knows better.
    if (!maySendToken(new URL(request.url)) || request.headers.has('authorization')) return undefined
    const { signal } = request
    const used = await orAbort(tokens.get({ signal }), signal)
    const spare = request.clone()
    return {
      request: withToken(request, used),
      async settle(response, send) {
        if (response.status !== 401) return response
        const newer = await orAbort(tokens.replace(used, { signal }), signal)
        if (newer === undefined) return response
        // Not awaited: cancelling may take as long as the server likes.
        response.body?.cancel().catch(() => {})
        emit({ type: 'request_replayed' })
        const second = await send(withToken(spare, newer))
        // guard: rejected new token is not refreshed in a loop
        if (second.status === 401) tokens.distrust(newer)
        return second
      },
    }
  }
}

/**
 * Makes a drop-in fetch: it sends the access token, refreshes it when it is over, and sends the request once more with a
 * newer token after a 401. Requests that may not be sent the token pass through as they are.
 */
export function createSessionFetch(
  prepare: PrepareRequest,
  fetch: (request: Request) => Promise<Response>,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = makeRequest(input, init)
    const prepared = await prepare(request)
    return prepared ? prepared.settle(await fetch(prepared.request), fetch) : fetch(request)
  }
}

function makeRequest(input: RequestInfo | URL, init: RequestInit | undefined): Request {
  if (input instanceof Request && input.bodyUsed && init?.body === undefined) {
    throw new PortalAuthError({
      code: 'validation_failed',
      operation: 'fetch',
      message: 'the body of the Request has been used already: pass a fresh Request, or a clone of it',
      fields: { body: ['used already'] },
    })
  }
  // fetch wants it said that an answer may come before a stream has ended.
  return new Request(input, init?.body instanceof ReadableStream ? ({ duplex: 'half', ...init } as RequestInit) : init)
}

function withToken(request: Request, accessToken: string): Request {
  request.headers.set('authorization', `Bearer ${accessToken}`)
  return request
}

/** An abort rejects with the signal's reason, as it does with fetch. */
async function orAbort<T>(token: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await token
  } catch (error) {
    if (isPortalAuthError(error) && error.code === 'aborted') signal.throwIfAborted()
    throw error
  }
}
