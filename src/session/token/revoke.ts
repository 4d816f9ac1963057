import { isPortalAuthError } from '../../base/portal-auth-error.ts'
import type { Ask } from '../../transport/ask.ts'
import type { CallOptions } from '../../transport/exchange.ts'

/** Ends the session of an access token at the server. `refused`: the server does not accept the token. Never rejects. */
export type Revoke = (accessToken: string, call?: CallOptions) => Promise<'done' | 'refused' | 'failed'>

/** Makes the revocation. Its request outlives the page. @see openapi.json#/paths/~1api~1v1~1auth~1logout/post */
export function createRevoke(ask: Ask): Revoke {
  return async (accessToken, call) => {
    try {
      await ask('logout', { accessToken }, call)
      return 'done'
    } catch (error) {
      return isPortalAuthError(error) && error.status === 401 ? 'refused' : 'failed'
    }
  }
}
