import { useSyncExternalStore } from 'react'
import type { SessionSnapshot } from '../session/session-snapshot.ts'
import { usePortalAuth } from './provider.ts'

const unknown: SessionSnapshot = Object.freeze({ status: 'unknown' })

/** The session; the component renders again when it changes. On a server, and while hydrating, it is `unknown`. */
export function useSession(): SessionSnapshot {
  const { session } = usePortalAuth()
  return useSyncExternalStore(session.subscribe, session.getSnapshot, () => unknown)
}
