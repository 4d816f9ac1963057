import type { CallOptions } from '../transport/ask.ts'
import { usePortalAuth } from './provider.ts'

/**
 * The function that hands out access tokens, the same at every render: for what cannot go through {@link useAuthFetch},
 * such as a WebSocket. It is a function because a token that is kept in a component is over some day. It rejects with
 * `signed_out`, `session_expired` or a transport code.
 */
export function useAccessToken(): (call?: CallOptions) => Promise<string> {
  return usePortalAuth().getAccessToken
}
