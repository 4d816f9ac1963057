import { RequireSession } from 'scaikey-portal-auth/react'
import { Login } from './login/login.tsx'
import type { MockControls } from './mock/mock-controls.ts'
import { MockPanel } from './mock/mock-panel.tsx'
import type { EventLog } from './session/event-log.ts'
import { SessionPanel } from './session/session-panel.tsx'

/** What {@link App} takes. */
interface AppProps {
  readonly baseUrl: string
  readonly events: EventLog
  /** Given only if the portal is the mock. */
  readonly mock: MockControls | undefined
}

/** The page: the login or the session, and the developer's panel for the mock. */
export function App({ baseUrl, events, mock }: AppProps) {
  return (
    <div className="page">
      <header>
        <p className="brand">
          <span className="brand-mark" aria-hidden="true" />
          ScaiKey portal
        </p>
      </header>
      <main className="card">
        <RequireSession fallback={<Login />} pending={<p className="waiting">One moment…</p>}>
          {(session) => <SessionPanel session={session} events={events} baseUrl={baseUrl} />}
        </RequireSession>
      </main>
      {mock && <MockPanel mock={mock} />}
    </div>
  )
}
