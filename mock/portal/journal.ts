import { cutText } from '../base/cut-text.ts'
import { isRecord } from '../base/json.ts'
import type { Operation } from '../endpoints/routes.ts'

/** One request to the portal. It holds no token, password or code: only the fields listed at `body` are copied. */
export interface JournalEntry {
  /** Counts from 1. */
  readonly id: number
  /** The operation of its route; `null` if no route matches. */
  readonly operation: Operation | null
  /** The HTTP method, in capitals. */
  readonly method: string
  /** The first 254 characters of the path, without the query, which may hold an MFA token. */
  readonly path: string
  /** When it arrived, in milliseconds since the epoch, by the portal's clock. */
  readonly atMs: number
  /** The status of the answer; `null` before it is sent, and for ever if none is sent, as after a network error. */
  readonly status: number | null
  /** The id of the fault played on it, or `null`. */
  readonly fault: number | null
  /** The body's first 50 fields, with the first 254 characters of their names. All are redacted except `email`, `tenant_id`, `user_id`, `method` and `trust_device`. `null` without a JSON object. */
  readonly body: Readonly<Record<string, string | boolean | null>> | null
}

/** A request as it arrives. */
type Arrival = Pick<JournalEntry, 'operation' | 'method' | 'path' | 'atMs' | 'fault'>

/** The journal as the portal itself uses it. */
export interface Journal {
  /** A live, read-only view of the entries. */
  readonly entries: readonly JournalEntry[]
  record(arrival: Arrival): JournalRecord
  clear(): void
}

/** Completes an entry while its request is answered. */
interface JournalRecord {
  readonly id: number
  setBody(body: unknown): void
  setStatus(status: number): void
}

/** The journal keeps this many requests, enough for a thousand concurrent calls that are each sent twice. */
const limit = 5000
const shownFields = ['email', 'tenant_id', 'user_id', 'method', 'trust_device']
const redacted = '[redacted]'
/** Limits for each entry: five thousand bodies, paths or names of a megabyte would fill the memory. */
const maxFields = 50
const maxCharacters = 254

/** Makes an empty journal. */
export function createJournal(): Journal {
  const entries: JournalEntry[] = []
  let lastId = 0
  return {
    entries: readOnly(entries),
    record({ operation, method, path, atMs, fault }: Arrival): JournalRecord {
      lastId += 1
      const id = lastId
      const arrival = { id, operation, method: cut(method), path: cut(path), atMs, fault }
      let entry: JournalEntry = Object.freeze({ ...arrival, status: null, body: null })
      entries.push(entry)
      if (entries.length > limit) entries.shift()
      /** Entries are frozen, so an update replaces the entry, unless the journal has dropped it. */
      const complete = (more: Partial<JournalEntry>): void => {
        const index = id - (entries[0]?.id ?? 0)
        if (entries[index] !== entry) return
        entry = Object.freeze({ ...entry, ...more })
        entries[index] = entry
      }
      return {
        id,
        setBody: (body: unknown): void => complete({ body: redactedBody(body) }),
        setStatus: (status: number): void => complete({ status }),
      }
    },
    clear(): void {
      entries.length = 0
      lastId = 0
    },
  }
}

/** A live view of a list that throws on any write. */
function readOnly<T>(list: T[]): readonly T[] {
  const reject = (): never => {
    throw new TypeError('portal.requests is read-only')
  }
  return new Proxy(list, { set: reject, defineProperty: reject, deleteProperty: reject, setPrototypeOf: reject })
}

function redactedBody(body: unknown): JournalEntry['body'] {
  if (!isRecord(body)) return null
  const fields = Object.entries(body).slice(0, maxFields)
  const shown = fields.map(([name, value]) => [cut(name), shownFields.includes(name) ? scalar(value) : redacted])
  return Object.freeze(Object.fromEntries(shown))
}

function scalar(value: unknown): string | boolean | null {
  if (typeof value === 'string') return cut(value)
  return typeof value === 'boolean' || value === null ? value : redacted
}

const cut = (text: string): string => cutText(text, maxCharacters)
