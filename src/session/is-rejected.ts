import { reasonOf, untilAborted } from '../base/abort.ts'
import { defect } from '../transport/failed-exchange.ts'

/** Decides by an API's response whether the access token was rejected as expired. */
export type IsExpired = (response: Response) => boolean | Promise<boolean>

/**
 * Whether a response rejects the access token that was sent: by the option `isExpired`, or by status 401. Rejects with
 * `unexpected_response` if the option throws.
 */
export type IsRejected = (response: Response, signal: AbortSignal | null) => boolean | Promise<boolean>

/** Makes the check. */
export function createIsRejected(isExpired: IsExpired | undefined): IsRejected {
  if (isExpired === undefined) return ({ status }) => status === 401
  return async (response, signal) => {
    // A copy, as the caller still reads the body.
    const copy = response.clone()
    try {
      return await untilAborted((async () => isExpired(copy))(), signal)
    } catch (cause) {
      if (signal?.aborted) throw reasonOf(signal)
      throw defect(
        'fetch',
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'createPortalAuth(): isExpired must not throw'
          : '',
        cause,
        response.status,
      )
    } finally {
      // A copy that nobody reads would keep the whole body. One that was read is locked: nothing is left to cancel.
      copy.body?.cancel().catch(() => {})
    }
  }
}
