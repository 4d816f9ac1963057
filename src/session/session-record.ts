import { isJsonObject, type JsonObject, nonEmptyString } from '../base/json.ts'

/** Why there is no session. `none`: there was none to begin with. */
export type SignedOutReason = 'none' | 'logout' | 'session_expired'

/** What one storage key holds: the whole truth about the session, in one value, so that a write cannot be torn. */
export interface SessionRecord {
  /** Goes up by one with each login, rotation and logout; a write that expects another one loses. */
  readonly generation: number
  readonly session: StoredSession | undefined
  /** Why `session` is missing. */
  readonly reason: SignedOutReason
}

/** The tokens and whose they are. */
export interface StoredSession {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** The user as it came over the wire. */
  readonly user: JsonObject
  /** When the access token arrived, by the wall clock of the tab that received it. */
  readonly receivedAtMs: number
}

/** The record of a storage that holds nothing. */
export const emptyRecord: SessionRecord = Object.freeze({ generation: 0, session: undefined, reason: 'none' })

const version = 1

/** The record as the one string that is stored. */
export function writeRecord(record: SessionRecord): string {
  return JSON.stringify({ version, ...record })
}

/** Reads a stored string; a missing one is the empty record, one that cannot be read counts as none. */
export function readRecord(text: string | null | undefined): SessionRecord {
  const wire = parse(text)
  const generation = wire.generation
  if (wire.version !== version || typeof generation !== 'number') return emptyRecord
  const session = readSession(wire.session)
  const reason = wire.reason === 'logout' || wire.reason === 'session_expired' ? wire.reason : 'none'
  return Object.freeze({ generation, session, reason })
}

function readSession(wire: unknown): StoredSession | undefined {
  if (!isJsonObject(wire)) return undefined
  const accessToken = nonEmptyString(wire.accessToken)
  const receivedAtMs = wire.receivedAtMs
  if (accessToken === undefined || typeof receivedAtMs !== 'number') return undefined
  const user = isJsonObject(wire.user) ? wire.user : {}
  return Object.freeze({ accessToken, refreshToken: nonEmptyString(wire.refreshToken), user, receivedAtMs })
}

function parse(text: string | null | undefined): JsonObject {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}
