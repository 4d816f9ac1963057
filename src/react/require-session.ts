import { createElement, Fragment, type ReactNode } from 'react'
import type { SignedInSession, SignedOutSession } from '../model/session.ts'
import { useSession } from './hooks.ts'

/** What {@link RequireSession} takes. */
export interface RequireSessionProps {
  /** Shown while a user is signed in; a function gets the session. */
  readonly children: ReactNode | ((session: SignedInSession) => ReactNode)
  /** Shown while nobody is signed in, such as the login page; a function gets the session with its reason. Default: nothing. */
  readonly fallback?: ReactNode | ((session: SignedOutSession) => ReactNode)
  /** Shown until the storage has been read, and on a server. Default: nothing. */
  readonly pending?: ReactNode
}

/**
 * Shows its children while a user is signed in. When another session begins it unmounts them and mounts new ones, so that
 * no state of one user remains for the next. It hides its children; it does not protect them: secret data must stay on the
 * server until the server has checked the token.
 */
export function RequireSession({ children, fallback, pending }: RequireSessionProps): ReactNode {
  const session = useSession()
  switch (session.status) {
    case 'loading':
      return pending
    case 'signed_out':
      return typeof fallback === 'function' ? fallback(session) : fallback
    case 'signed_in':
      // The key drops all state below when another session begins: it belongs to another user.
      return createElement(
        Fragment,
        { key: session.sessionId },
        typeof children === 'function' ? children(session) : children,
      )
  }
}
