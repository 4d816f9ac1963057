import type { SessionSnapshot } from '../session/state/snapshot.ts'
import { usePortalAuth } from './provider.ts'
import { useStore } from './use-store.ts'

/** The session; the component renders again when it changes. On a server, and while hydrating, it is `unknown`. */
export function useSession(): SessionSnapshot {
  return useStore(usePortalAuth().session)
}
