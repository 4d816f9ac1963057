import type { Ask } from '../../transport/ask.ts'
import type { CallOptions } from '../../transport/exchange.ts'

/** Ends the session of an access token at the server; resolves to whether the server agreed. Never rejects. */
export type Revoke = (accessToken: string, call?: CallOptions) => Promise<boolean>

/** Makes the revocation. Its request outlives the page. @see openapi.json#/paths/~1api~1v1~1auth~1logout/post */
export function createRevoke(ask: Ask): Revoke {
  return async (accessToken, call) => {
    try {
      await ask('logout', { accessToken }, call)
      return true
    } catch {
      return false
    }
  }
}
