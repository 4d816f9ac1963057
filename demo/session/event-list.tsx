import { useSyncExternalStore } from 'react'
import type { EventLog, LoggedEvent } from './event-log.ts'

/** The latest events of the session in this tab. */
export function EventList({ log }: { readonly log: EventLog }) {
  const entries = useSyncExternalStore(log.subscribe, log.getSnapshot)
  return (
    <section className="events" aria-labelledby="events-heading">
      <h2 id="events-heading">Events in this tab</h2>
      <div role="log" aria-labelledby="events-heading">
        <ol>
          {entries.map((entry) => (
            <li key={entry.id}>
              <time>{new Date(entry.atMs).toLocaleTimeString('en-GB')}</time>
              <span className={`event event-${entry.event.type.replace(/^.*_/, '')}`}>
                {entry.event.type.replaceAll('_', ' ')}
              </span>
              <span className="event-detail">{detailOf(entry)}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

function detailOf({ event }: LoggedEvent): string {
  switch (event.type) {
    case 'signed_out':
      return event.reason.replaceAll('_', ' ')
    case 'refresh_failed':
      return event.status === undefined ? event.code : `${event.code}, ${event.status}`
    case 'refresh_started':
      return event.recovery ? 'once more: an answer was lost' : ''
    case 'lock_acquired':
      return `after ${Math.round(event.waitedMs)} ms`
    case 'storage_unavailable':
      return event.access
    default:
      return ''
  }
}
