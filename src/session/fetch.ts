import { reasonOf, untilAborted } from '../base/abort.ts'
import { isPortalAuthError } from '../base/portal-auth-error.ts'
import { readExtras, signalOf, toRequest } from '../transport/fetch-call.ts'
import { ownFetch, type Sender } from '../transport/send.ts'
import type { AccessTokens } from './access-token.ts'
import type { IsRejected } from './is-rejected.ts'
import { makeReplay } from './replay.ts'
import type { EmitEvent } from './state/events.ts'
import type { Tokens } from './state/record.ts'

/** What `auth.fetch` takes: the options of fetch, and one of its own. */
export interface AuthFetchInit extends RequestInit {
  /**
   * Whether the request is sent once more after the API has rejected the token. With `false` no copy of the body is kept,
   * as for a large stream: the rejection is the result, and the next call refreshes the token first. Default: true.
   */
  readonly replay?: boolean | undefined
}

/** The type of `auth.fetch`, which fits where a `typeof fetch` is wanted. */
export type AuthFetch = (input: string | URL | Request, init?: AuthFetchInit) => Promise<Response>

/** What sending with the access token needs. */
export interface SessionFetchOptions {
  readonly tokens: AccessTokens
  /** Whether a URL may receive the access token. */
  readonly maySendToken: (url: string | URL) => boolean
  readonly isRejected: IsRejected
  readonly emit: EmitEvent
}

/** A value, or a promise of it only if there is something to wait for: every call passes through here. */
type MaybePromise<T> = T | Promise<T>

type SendRequest = (request: Request) => Promise<Response>

/** A request with the access token, and the means to send it once more. */
export interface PreparedRequest {
  readonly request: Request
  /** Gives the final response: after a rejection it sends the request once more, with a newer token. */
  readonly settle: (response: Response, send: SendRequest) => MaybePromise<Response>
}

/** What a `Request` does not tell of the call that it was made for. */
interface CallFacts {
  /** What the body was made of, where that is known. */
  readonly body?: unknown
  readonly replay?: boolean | undefined
  /** Null if nothing can abort the call. Default: the signal of the request. */
  readonly signal?: AbortSignal | null | undefined
}

/** Adds the access token to a request that may carry it; undefined leaves the request as it is. */
export type PrepareRequest = (request: Request, facts?: CallFacts) => MaybePromise<PreparedRequest | undefined>

/** Makes the preparation that {@link createSessionFetch} and the middleware share. */
export function createPrepareRequest({ tokens, maySendToken, isRejected, emit }: SessionFetchOptions): PrepareRequest {
  return (request, { body, replay = true, signal = request.signal } = {}) => {
    // A request with credentials of its own is left alone.
    if (!maySendToken(request.url) || request.headers.has('authorization')) return undefined
    const call = { signal: signal ?? undefined }
    const current = tokens.current(call)
    return current ? begin(current) : orAbort(tokens.get(call), signal).then(begin)

    function begin(used: Tokens): PreparedRequest {
      const again = replay ? makeReplay(request, body) : undefined
      return {
        request: withToken(request, used.accessToken),
        settle(response, send) {
          const rejected = isRejected(response, signal)
          return rejected === false ? response : settle(rejected, response, send, used, again)
        },
      }
    }

    async function settle(
      rejected: MaybePromise<boolean>,
      response: Response,
      send: SendRequest,
      used: Tokens,
      again: (() => Request) | undefined,
    ): Promise<Response> {
      if (!(await rejected)) return response
      if (again === undefined) {
        tokens.markStale(used)
        return response
      }
      const newer = await orAbort(tokens.replace(used, call), signal)
      if (newer === undefined) return response
      // Not awaited: the server decides how long cancelling takes.
      response.body?.cancel().catch(() => {})
      emit({ type: 'request_replayed' })
      const second = await send(withToken(again(), newer.accessToken))
      // guard: rejected new token is not refreshed in a loop
      if (await isRejected(second, signal)) tokens.markRejected(newer)
      return second
    }
  }
}

/**
 * Makes a drop-in fetch: it sends the access token, refreshes an expired one first, and sends the request once more with a
 * newer token after a rejection. A request that began under one session is never sent with the token of another: it
 * rejects with `signed_out`. A call that may not carry the token, or comes from the fetch in use, is passed on as it came.
 */
export function createSessionFetch(
  prepare: PrepareRequest,
  maySendToken: (url: string | URL) => boolean,
  { send, passOn, isNested, platformFetch }: Sender,
): AuthFetch {
  const sessionFetch: AuthFetch = async (input, init) => {
    const signal = signalOf(input, init)
    // guard: fetch in use that calls auth.fetch does not go round in circles
    const isPassedOn = isNested() || !maySendToken(input instanceof Request ? input.url : input)
    if (isPassedOn) return untilAborted(passOn(input, init), signal)
    const request = toRequest(input, init)
    const extras = init ? readExtras(init) : undefined
    // A custom fetch may ignore the signal.
    const sendOne: SendRequest = (each) => untilAborted(send(each, extras), signal)
    const prepared = await prepare(request, { body: init?.body, replay: init?.replay, signal: signal ?? null })
    return prepared ? prepared.settle(await sendOne(prepared.request), sendOne) : sendOne(request)
  }
  return Object.defineProperty(sessionFetch, ownFetch, { value: platformFetch })
}

function withToken(request: Request, accessToken: string): Request {
  request.headers.set('authorization', `Bearer ${accessToken}`)
  return request
}

/** An abort rejects with the reason of the signal, as with fetch. */
function orAbort<T>(token: Promise<T>, signal: AbortSignal | null): Promise<T> {
  if (signal === null) return token
  return token.catch((error: unknown) => {
    throw isPortalAuthError(error, 'aborted') && signal.aborted ? reasonOf(signal) : error
  })
}
