import type { LoginFlowSnapshot } from '../login/flow/snapshot.ts'
import type { SessionSnapshot } from '../model/session.ts'
import type { AuthFetch } from '../session/fetch.ts'
import type { CallOptions } from '../transport/exchange.ts'
import { useClient, useLoginFlow } from './provider.ts'
import { useStore } from './use-store.ts'

/**
 * The session. The component renders again when it changes. On a server and during hydration it is `loading`. Throws an
 * `Error` without a provider.
 */
export function useSession(): SessionSnapshot {
  return useStore(useClient('useSession').session)
}

/**
 * The login: its step, the failure of the last input, whether a request is under way, and the actions of the step. Check
 * `step` first: the actions depend on it. On a server and during hydration it is the `email` step, `pending`. Throws an
 * `Error` without a provider.
 */
export function useLogin(): LoginFlowSnapshot {
  return useStore(useLoginFlow('useLogin'))
}

/**
 * `auth.fetch`, the same at every render: a `fetch` that sends the access token to your own API. Throws an `Error` without
 * a provider.
 */
export function useAuthFetch(): AuthFetch {
  return useClient('useAuthFetch').fetch
}

/**
 * `auth.getAccessToken`, the same at every render, for what cannot use {@link useAuthFetch}, such as a WebSocket. It is a
 * function, because a token stored in state expires. It rejects with `signed_out`, `session_expired` or a transport code.
 */
export function useAccessToken(): (call?: CallOptions) => Promise<string> {
  return useClient('useAccessToken').getAccessToken
}
