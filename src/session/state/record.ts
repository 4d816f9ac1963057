import { isJsonObject, type JsonObject, nonEmptyString } from '../../base/json.ts'

/**
 * Why there is no session. `none`: there was none to begin with; `logout`: someone logged out, here or in another tab;
 * `session_expired`: the server refused the refresh; `refresh_lost`: it did so because the token had been spent, as it
 * says itself or as follows from an earlier answer that was lost; `storage_cleared` and `storage_corrupt`: the stored
 * session was deleted or cannot be read.
 */
export type SignedOutReason =
  | 'none'
  | 'logout'
  | 'session_expired'
  | 'refresh_lost'
  | 'storage_cleared'
  | 'storage_corrupt'

/** What one storage key holds: the whole truth about the session, in one value, so that a write cannot be torn. */
export interface SessionRecord {
  /** Made when a session is first stored: generations of two lineages do not compare. Empty where nothing is stored. */
  readonly lineage: string
  /** Goes up by one with each login, rotation and logout; a write that expects another one loses. */
  readonly generation: number
  readonly session: StoredSession | undefined
  /** Why `session` is missing. */
  readonly reason: SignedOutReason
  /** A refresh that was sent and has not been settled. */
  readonly intent?: RefreshIntent | undefined
  /** How long the server asked to be left alone. */
  readonly pause?: RefreshPause | undefined
  /** Who may refresh, where the browser has no locks. */
  readonly lease?: Lease | undefined
}

/** The tokens and whose they are. */
export interface StoredSession {
  /** Tells one login from another; a rotation keeps it. */
  readonly id: string
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** The user as it came over the wire. */
  readonly user: JsonObject
  /** When the access token arrived, by the wall clock. */
  readonly receivedAtMs: number
}

/** Written before a refresh is sent, so that its loss is known to whoever comes next. */
interface RefreshIntent {
  /** Which client, and which of its attempts. */
  readonly client: string
  readonly attempt: number
  /** The digest of the refresh token that was sent. */
  readonly digest: string
  /** Whoever wrote this may not hold the lock: that it is free does not mean that the request has ended. */
  readonly unguarded?: boolean
}

/** No refresh for `forMs` from `sinceMs` on, by the wall clock. */
export interface RefreshPause {
  readonly sinceMs: number
  readonly forMs: number
}

/** A right to refresh, until its owner lets go of it or the others lose patience. `fence` goes up with each new holder. */
interface Lease {
  readonly owner: string
  readonly fence: number
  readonly held: boolean
}

/** The record of a storage that holds nothing. */
export const emptyRecord: SessionRecord = Object.freeze({
  lineage: '',
  generation: 0,
  session: undefined,
  reason: 'none',
})

const corruptRecord: SessionRecord = Object.freeze({
  lineage: '',
  generation: 0,
  session: undefined,
  reason: 'storage_corrupt',
})

const version = 2

/** Whether a record was written after another one, as far as both can tell: one of another lineage always was. */
export function isNewer(record: SessionRecord, than: SessionRecord): boolean {
  return record.lineage !== than.lineage || record.generation > than.generation
}

/** The record that follows `stored` when a session begins, is rotated or ends. Its lease outlives that. */
export function nextRecord(
  { lineage, generation, lease }: SessionRecord,
  next: { readonly session: StoredSession | undefined; readonly reason: SignedOutReason },
): SessionRecord {
  return Object.freeze({ lineage, generation: generation + 1, ...next, lease })
}

/** The record as the one string that is stored. */
export function writeRecord(record: SessionRecord): string {
  return JSON.stringify({ version, ...record })
}

/** Reads a stored string of this or an older version; what cannot be read is an empty record that says so. */
export function readRecord(text: string | null | undefined): SessionRecord {
  if (text === null || text === undefined) return emptyRecord
  const wire = parse(text)
  const { generation } = wire
  const session = readSession(wire.session)
  const isWhole = typeof generation === 'number' && (session !== undefined || wire.session === undefined)
  if (!isWhole || (wire.version !== 1 && wire.version !== version)) return corruptRecord
  return Object.freeze({
    // Version 1 had no lineage; whatever it holds belongs to one.
    lineage: nonEmptyString(wire.lineage) ?? (wire.version === 1 ? 'v1' : ''),
    generation,
    session,
    reason: (nonEmptyString(wire.reason) ?? 'none') as SignedOutReason,
    intent: wire.intent as RefreshIntent | undefined,
    pause: wire.pause as RefreshPause | undefined,
    lease: wire.lease as Lease | undefined,
  })
}

function readSession(wire: unknown): StoredSession | undefined {
  if (!isJsonObject(wire)) return undefined
  const accessToken = nonEmptyString(wire.accessToken)
  const { receivedAtMs, user } = wire
  if (accessToken === undefined || typeof receivedAtMs !== 'number') return undefined
  const refreshToken = nonEmptyString(wire.refreshToken)
  const id = nonEmptyString(wire.id) ?? ''
  return Object.freeze({ id, accessToken, refreshToken, user: isJsonObject(user) ? user : {}, receivedAtMs })
}

function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}
