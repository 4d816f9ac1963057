import { isJsonObject, type JsonObject, nonEmptyString, parseJson } from '../../base/json.ts'
import { tokenText } from '../../model/grant.ts'
import type { SignedOutReason } from '../../model/session.ts'
import { maxWaitMs } from '../../transport/refusal/retry-after.ts'

/** The content of one storage key: everything about the session in one value, so that no write can be partial. */
export interface SessionRecord {
  /** Made when a session is first stored; generations of two lineages do not compare. Empty if nothing is stored. */
  readonly lineage: string
  /** Incremented by each login, rotation and logout. A write that expects another generation fails. */
  readonly generation: number
  readonly tokens: Tokens | undefined
  /** Why `tokens` is undefined. */
  readonly reason: SignedOutReason
  /** A refresh that was sent and has not been settled. */
  readonly intent?: RefreshIntent | undefined
  /** For how long the server asked for no requests. */
  readonly pause?: RefreshPause | undefined
  /** Which tab may refresh, in a browser without Web Locks. */
  readonly lease?: Lease | undefined
}

/** The tokens of a session and the user they belong to. */
export interface Tokens {
  /** Tells one login from another. A rotation keeps it. */
  readonly sessionId: string
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** The user as it arrived. */
  readonly user: JsonObject
  /** When the access token arrived, in milliseconds since the epoch. */
  readonly receivedAtMs: number
  /** The lifetime of the access token from then on, in milliseconds; undefined for an opaque token. */
  readonly lifetimeMs: number | undefined
}

/** Written before a refresh is sent, so that the next tab knows of a lost response. */
interface RefreshIntent {
  /** The client that sent it, and which of its attempts it was. */
  readonly client: string
  readonly attempt: number
  /** The digest of the refresh token in the request. */
  readonly digest: string
  /** Whether the writer may not hold the lock: a free lock then does not mean that the request has ended. */
  readonly unguarded?: boolean
}

/** No refresh for `forMs` milliseconds from `sinceMs` on, on the wall clock. */
export interface RefreshPause {
  readonly sinceMs: number
  readonly forMs: number
}

/** The right to refresh, until its owner releases it or the other tabs take it. `fence` grows with each holder. */
interface Lease {
  readonly owner: string
  readonly fence: number
  readonly held: boolean
}

/** The record of an empty storage. */
export const emptyRecord: SessionRecord = Object.freeze({
  lineage: '',
  generation: 0,
  tokens: undefined,
  reason: 'none',
})

const corruptRecord: SessionRecord = Object.freeze({
  lineage: '',
  generation: 0,
  tokens: undefined,
  reason: 'storage_corrupt',
})

const version = 3

/** Whether a record was written after another one, as far as both can tell. One of another lineage always counts as newer. */
export function isNewer(record: SessionRecord, than: SessionRecord): boolean {
  return record.lineage !== than.lineage || record.generation > than.generation
}

/** The record that follows `stored` when a session begins, is rotated or ends. The lease is kept. */
export function nextRecord(
  { lineage, generation, lease }: SessionRecord,
  next: { readonly tokens: Tokens | undefined; readonly reason: SignedOutReason },
): SessionRecord {
  return Object.freeze({ lineage, generation: generation + 1, ...next, lease })
}

/** Writes the record as the string to store. It names the portal that the tokens belong to. */
export function writeRecord(record: SessionRecord, portal: string): string {
  return JSON.stringify({ version, portal, ...record })
}

/**
 * Reads a stored string; an unreadable one is an empty record that says so. A record of another portal counts as empty: its
 * tokens must not be sent to this one.
 */
export function readRecord(text: string | null | undefined, portal: string): SessionRecord {
  if (text === null || text === undefined) return emptyRecord
  const parsed = parseJson(text)
  const wire = isJsonObject(parsed) ? parsed : {}
  const { generation } = wire
  if (wire.version === version && wire.portal !== portal) return emptyRecord
  const tokens = readTokens(wire.tokens)
  const isWhole = isCount(generation) && (tokens !== undefined || wire.tokens === undefined)
  if (!isWhole || wire.version !== version) return corruptRecord
  return Object.freeze({
    lineage: nonEmptyString(wire.lineage) ?? '',
    generation,
    tokens,
    reason: readReason(wire.reason),
    intent: readIntent(wire.intent),
    pause: readPause(wire.pause),
    lease: readLease(wire.lease),
  })
}

function readTokens(wire: unknown): Tokens | undefined {
  if (!isJsonObject(wire)) return undefined
  const sessionId = nonEmptyString(wire.sessionId)
  const accessToken = tokenText(wire.accessToken)
  const { receivedAtMs, lifetimeMs, user } = wire
  if (sessionId === undefined || accessToken === undefined || !isTime(receivedAtMs)) return undefined
  if (lifetimeMs !== undefined && !isTime(lifetimeMs)) return undefined
  const refreshToken = tokenText(wire.refreshToken)
  const readUser = isJsonObject(user) ? user : {}
  return Object.freeze({ sessionId, accessToken, refreshToken, user: readUser, receivedAtMs, lifetimeMs })
}

const reasons: Readonly<Record<SignedOutReason, true>> = {
  none: true,
  logout: true,
  session_expired: true,
  refresh_lost: true,
  storage_cleared: true,
  storage_corrupt: true,
}

function readReason(wire: unknown): SignedOutReason {
  return isReason(wire) ? wire : 'none'
}

function isReason(wire: unknown): wire is SignedOutReason {
  return typeof wire === 'string' && Object.hasOwn(reasons, wire)
}

function readIntent(wire: unknown): RefreshIntent | undefined {
  if (!isJsonObject(wire)) return undefined
  const client = nonEmptyString(wire.client)
  const digest = nonEmptyString(wire.digest)
  if (client === undefined || digest === undefined || !isCount(wire.attempt)) return undefined
  return { client, attempt: wire.attempt, digest, unguarded: wire.unguarded === true }
}

function readPause(wire: unknown): RefreshPause | undefined {
  if (!isJsonObject(wire) || !isTime(wire.sinceMs) || !isTime(wire.forMs)) return undefined
  return { sinceMs: wire.sinceMs, forMs: Math.min(wire.forMs, maxWaitMs) }
}

function readLease(wire: unknown): Lease | undefined {
  if (!isJsonObject(wire)) return undefined
  const owner = nonEmptyString(wire.owner)
  if (owner === undefined || !isCount(wire.fence) || typeof wire.held !== 'boolean') return undefined
  return { owner, fence: wire.fence, held: wire.held }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
