import { isRecord } from '../base/json.ts'
import type { Operation } from '../endpoints/routes.ts'

/** One request the portal saw. No token, password or code is in it: only the fields named here are ever copied. */
export interface JournalEntry {
  /** Counts up from 1. */
  readonly id: number
  /** `null` for a request no route answers. */
  readonly operation: Operation | null
  readonly method: string
  /** Without its query, which may hold an MFA token. */
  readonly path: string
  /** When it arrived, by the portal's clock. */
  readonly atMs: number
  /** `null` until it is answered, and for ever when no answer left. */
  readonly status: number | null
  /** The id of the fault that was played on it, or `null`. */
  readonly fault: number | null
  /** The body's first 50 fields, all redacted but those that identify a step: `email`, `tenant_id`, `user_id`, `method`, `trust_device`. */
  readonly body: Readonly<Record<string, string | boolean | null>> | null
}

/** A request as it arrives. */
type Arrival = Pick<JournalEntry, 'operation' | 'method' | 'path' | 'atMs' | 'fault'>

/** What the portal may do with its journal. */
export interface Journal {
  /** What whoever reads it sees: always as it stands, and not theirs to change. */
  readonly entries: readonly JournalEntry[]
  record(arrival: Arrival): JournalRecord
  clear(): void
}

/** Completes an entry as its request goes on. */
export interface JournalRecord {
  hasBody(body: unknown): void
  isAnswered(status: number): void
}

/** The journal keeps this many requests; older ones go. A thousand calls at once, each sent twice, are all in it. */
const limit = 5000
const shownFields = ['email', 'tenant_id', 'user_id', 'method', 'trust_device']
const redacted = '[redacted]'
/** Five thousand bodies of a megabyte each would not be kept for long: of one, so many fields, and of each so many characters. */
const mostFields = 50
const longestShown = 254

/** Makes an empty journal. */
export function createJournal(): Journal {
  const entries: JournalEntry[] = []
  let lastId = 0
  return {
    entries: readOnly(entries),
    record({ operation, method, path, atMs, fault }: Arrival): JournalRecord {
      lastId += 1
      const id = lastId
      let entry: JournalEntry = Object.freeze({ id, operation, method, path, atMs, status: null, fault, body: null })
      entries.push(entry)
      if (entries.length > limit) entries.shift()
      /** Entries are frozen: what comes to be known of one makes another in its place, if it still has one. */
      const complete = (more: Partial<JournalEntry>): void => {
        const index = id - (entries[0]?.id ?? 0)
        if (entries[index] !== entry) return
        entry = Object.freeze({ ...entry, ...more })
        entries[index] = entry
      }
      return {
        hasBody: (body: unknown): void => complete({ body: redactedBody(body) }),
        isAnswered: (status: number): void => complete({ status }),
      }
    },
    clear(): void {
      entries.length = 0
      lastId = 0
    },
  }
}

/** A view of a list that changes with it and refuses to be changed. */
function readOnly<T>(list: T[]): readonly T[] {
  const refuse = (): never => {
    throw new TypeError('portal.requests is the portal’s to write')
  }
  return new Proxy(list, { set: refuse, defineProperty: refuse, deleteProperty: refuse, setPrototypeOf: refuse })
}

function redactedBody(body: unknown): JournalEntry['body'] {
  if (!isRecord(body)) return null
  const fields = Object.entries(body).slice(0, mostFields)
  const shown = fields.map(([name, value]) => [name, shownFields.includes(name) ? scalar(value) : redacted])
  return Object.freeze(Object.fromEntries(shown))
}

function scalar(value: unknown): string | boolean | null {
  if (typeof value === 'string') return value.length > longestShown ? `${value.slice(0, longestShown)}…` : value
  return typeof value === 'boolean' || value === null ? value : redacted
}
