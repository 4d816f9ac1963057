import { isPortalAuthError } from '../base/portal-auth-error.ts'
import type { AccessTokens } from './access-token.ts'
import type { EmitEvent } from './events.ts'

/** What the wrapped fetch needs. */
export interface SessionFetchOptions {
  readonly tokens: AccessTokens
  readonly fetch: (request: Request) => Promise<Response>
  /** Whether a URL may be sent the access token. */
  readonly maySendToken: (url: URL) => boolean
  readonly emit: EmitEvent
}

/**
 * Makes a drop-in fetch: it sends the access token, refreshes it when it is over, and sends the request once more with a
 * newer token after a 401. Requests that may not be sent the token pass through as they are.
 */
export function createSessionFetch({
  tokens,
  fetch,
  maySendToken,
  emit,
}: SessionFetchOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    if (!maySendToken(new URL(request.url))) return fetch(request)
    const { signal } = request
    const used = await rejectAsFetchDoes(tokens.get({ signal }), signal)
    const spare = request.clone()
    const response = await fetch(withToken(request, used))
    if (response.status !== 401) return response
    const newer = await rejectAsFetchDoes(tokens.replace(used, { signal }), signal)
    // Not awaited: cancelling may take as long as the server likes.
    response.body?.cancel().catch(() => {})
    emit({ type: 'request_replayed' })
    return fetch(withToken(spare, newer))
  }
}

function withToken(request: Request, accessToken: string): Request {
  request.headers.set('authorization', `Bearer ${accessToken}`)
  return request
}

/** An abort rejects with the signal's reason, as it does with fetch. */
async function rejectAsFetchDoes(token: Promise<string>, signal: AbortSignal): Promise<string> {
  try {
    return await token
  } catch (error) {
    if (isPortalAuthError(error) && error.code === 'aborted') signal.throwIfAborted()
    throw error
  }
}
