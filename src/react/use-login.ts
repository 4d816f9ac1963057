import type { FlowSnapshot } from '../client.ts'
import { usePortalAuth } from './provider.ts'
import { useStore } from './use-store.ts'

/**
 * The login: its step, what went wrong, whether a request is under way, and the actions that the step has. Read `step`
 * first: only then are the actions there. On a server, and while hydrating, it is the `email` step, `pending`.
 */
export function useLogin(): FlowSnapshot {
  return useStore(usePortalAuth().flow)
}
