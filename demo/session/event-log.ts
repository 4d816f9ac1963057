import type { PortalAuthEvent } from 'scaikey-portal-auth'

/** An event and its time. */
export interface LoggedEvent {
  readonly id: number
  readonly atMs: number
  readonly event: PortalAuthEvent
}

/** The latest events of the session as a store, the newest first. */
export interface EventLog {
  add(event: PortalAuthEvent, atMs: number): void
  subscribe(listener: () => void): () => void
  getSnapshot(): readonly LoggedEvent[]
}

/** Makes a log that keeps the latest 12. */
export function createEventLog(): EventLog {
  const listeners = new Set<() => void>()
  let entries: readonly LoggedEvent[] = []
  let lastId = 0
  return {
    add(event, atMs) {
      lastId += 1
      entries = [{ id: lastId, atMs, event }, ...entries].slice(0, 12)
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => entries,
  }
}
