import type { Ask, CallOptions } from '../../transport/ask.ts'
import type { PortalClient } from '../../transport/portal-client.ts'

/** Tells the server to end the session that an access token belongs to; resolves to whether the server agreed. */
export type Revoke = (accessToken: string, call?: CallOptions) => Promise<boolean>

/** Makes the revocation. The request outlives the page. @see openapi.json#/paths/~1api~1v1~1auth~1logout/post */
export function createRevoke(ask: Ask, client: PortalClient): Revoke {
  return async (accessToken, call) => {
    const params = { header: { authorization: `Bearer ${accessToken}` } }
    try {
      await ask('logout', (init) => client.POST('/api/v1/auth/logout', { ...init, params, keepalive: true }), call)
      return true
    } catch {
      return false
    }
  }
}
