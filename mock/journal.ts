import type { Operation } from './routes.ts'

/** One request the portal saw. No token, password or code is in it: only the fields named here are ever copied. */
export type JournalEntry = {
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
  /** The body's fields, all redacted but those that identify a step: `email`, `tenant_id`, `user_id`, `method`, `trust_device`. */
  readonly body: Readonly<Record<string, string | boolean | null>> | null
}

/** What the portal may do with its journal. */
export type Journal = {
  readonly entries: readonly JournalEntry[]
  record(arrival: Pick<JournalEntry, 'operation' | 'method' | 'path' | 'atMs' | 'fault'>): JournalRecord
  clear(): void
}

/** Completes an entry as its request goes on. */
export type JournalRecord = { hasBody(text: string): void; isAnswered(status: number): void }

/** The journal keeps this many requests; older ones go. */
const LIMIT = 1000
const SHOWN = ['email', 'tenant_id', 'user_id', 'method', 'trust_device']

/** Makes an empty journal. */
export function createJournal(): Journal {
  const entries: { -readonly [K in keyof JournalEntry]: JournalEntry[K] }[] = []
  let lastId = 0
  return {
    entries,
    record(arrival: Pick<JournalEntry, 'operation' | 'method' | 'path' | 'atMs' | 'fault'>): JournalRecord {
      lastId += 1
      const { operation, method, path, atMs, fault } = arrival
      const entry: (typeof entries)[number] = {
        id: lastId,
        operation,
        method,
        path,
        atMs,
        status: null,
        fault,
        body: null,
      }
      entries.push(entry)
      if (entries.length > LIMIT) entries.shift()
      return {
        hasBody(text: string): void {
          entry.body = redactedBody(text)
        },
        isAnswered(status: number): void {
          entry.status = status
        },
      }
    },
    clear(): void {
      entries.length = 0
      lastId = 0
    },
  }
}

function redactedBody(text: string): JournalEntry['body'] {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const shown = Object.entries(body).map(([name, value]) => [name, SHOWN.includes(name) ? scalar(value) : REDACTED])
  return Object.fromEntries(shown)
}

const REDACTED = '[redacted]'

function scalar(value: unknown): string | boolean | null {
  return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : REDACTED
}
