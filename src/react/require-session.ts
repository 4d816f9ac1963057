import type { ReactNode } from 'react'
import type { SignedInSession, SignedOutSession } from '../session/state/snapshot.ts'
import { useSession } from './use-session.ts'

/** What {@link RequireSession} takes. */
export interface RequireSessionProps {
  /** Shown to whoever is signed in; as a function it is given the session. */
  readonly children: ReactNode | ((session: SignedInSession) => ReactNode)
  /** Shown where nobody is signed in, such as the login page; as a function it is given the reason. Default: nothing. */
  readonly fallback?: ReactNode | ((session: SignedOutSession) => ReactNode)
  /** Shown until the storage has been read, and on a server. Default: nothing. */
  readonly pending?: ReactNode
}

/**
 * Shows its children to whoever is signed in. It keeps others from seeing them, not from having them: what must stay
 * secret is for the server to withhold.
 */
export function RequireSession({ children, fallback, pending }: RequireSessionProps): ReactNode {
  const session = useSession()
  switch (session.status) {
    case 'unknown':
      return pending
    case 'signed_out':
      return typeof fallback === 'function' ? fallback(session) : fallback
    case 'signed_in':
      return typeof children === 'function' ? children(session) : children
  }
}
