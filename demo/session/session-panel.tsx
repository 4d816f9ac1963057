import { useEffect, useRef } from 'react'
import type { SignedInSession } from 'scaikey-portal-auth'
import { usePortalAuth } from 'scaikey-portal-auth/react'
import { useTitle } from '../use-title.ts'
import { CallApi } from './call-api.tsx'
import { EventList } from './event-list.tsx'
import type { EventLog } from './event-log.ts'
import { Expiry } from './expiry.tsx'

/** What {@link SessionPanel} takes. */
interface SessionPanelProps {
  readonly session: SignedInSession
  readonly events: EventLog
  /** The origin of `GET /api/v1/me`. */
  readonly baseUrl: string
}

/** The signed-in user, the lifetime of the access token, and the events of the session. */
export function SessionPanel({ session, events, baseUrl }: SessionPanelProps) {
  const auth = usePortalAuth()
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle('Signed in')
  useEffect(() => heading.current?.focus(), [])
  const { displayName, firstName, lastName, email } = session.user
  const name = displayName ?? ([firstName, lastName].filter(Boolean).join(' ') || email)
  return (
    <section className="session" aria-labelledby="session-heading">
      <h1 id="session-heading" ref={heading} tabIndex={-1}>
        Signed in
      </h1>
      <p className="who">
        <span className="avatar" aria-hidden="true">
          {name?.slice(0, 1).toUpperCase()}
        </span>
        <span>
          <strong>{name}</strong>
          {email && email !== name && <span className="who-email">{email}</span>}
        </span>
      </p>
      <Expiry key={session.accessTokenExpiresAtMs} expiresAtMs={session.accessTokenExpiresAtMs} />
      <CallApi url={`${baseUrl}/api/v1/me`} />
      <div className="actions">
        {/* The event list shows a failed refresh. */}
        <button type="button" className="secondary" onClick={() => void auth.refresh().catch(() => {})}>
          Refresh now
        </button>
        <button type="button" className="secondary" onClick={() => void auth.logout()}>
          Log out
        </button>
      </div>
      <p className="hint">
        <a href={location.href} target="_blank" rel="noreferrer">
          Open another tab
        </a>
        : it shares this session. One tab refreshes for all tabs, and a logout in one tab signs out every tab.
      </p>
      <EventList log={events} />
    </section>
  )
}
