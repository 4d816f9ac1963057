import { isJsonObject, type JsonObject, maxStoredDepth, nonEmptyString, parseJson } from '../../base/json.ts'
import { tokenText } from '../../model/grant.ts'
import type { SignedOutReason } from '../../model/session.ts'
import { maxWaitMs } from '../../transport/refusal/retry-after.ts'

/** The content of one storage key: everything about the session in one value, so that no write can be partial. */
export interface SessionRecord {
  /** Made by each login and each logout; generations of two lineages do not compare. Empty if nothing is stored. */
  readonly lineage: string
  /** When the lineage began, on the wall clock of the tab that began it. */
  readonly beganAtMs: number
  /** Incremented by each rotation, and when the server ends the session. A write that expects another generation fails. */
  readonly generation: number
  readonly tokens: Tokens | undefined
  /** Why `tokens` is undefined. */
  readonly reason: SignedOutReason
  /** A refresh that was sent and has not been settled. */
  readonly intent?: RefreshIntent | undefined
  /** For how long the server asked for no requests. */
  readonly pause?: RefreshPause | undefined
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

/**
 * Written before a refresh is sent. It keeps other tabs from sending the same token, and the next attempt knows from it that
 * a response was lost.
 */
export interface RefreshIntent {
  /** The client that sent it, and which of its attempts it was. */
  readonly client: string
  readonly attempt: number
  /** The digest of the refresh token in the request. */
  readonly digest: string
  /** Whether the writer holds a lock of this attempt: once the lock is free, the attempt has ended. */
  readonly locked: boolean
  /** Whether the attempt has failed: nobody waits for its response any more. */
  readonly settled: boolean
}

/** No refresh for `forMs` milliseconds from `sinceMs` on, on the wall clock. */
export interface RefreshPause {
  readonly sinceMs: number
  readonly forMs: number
}

/** The record of an empty storage. */
export const emptyRecord: SessionRecord = Object.freeze({
  lineage: '',
  beganAtMs: 0,
  generation: 0,
  tokens: undefined,
  reason: 'none',
})

const corruptRecord: SessionRecord = Object.freeze({
  lineage: '',
  beganAtMs: 0,
  generation: 0,
  tokens: undefined,
  reason: 'storage_corrupt',
})

/** What a record of a later version reads as: this version must neither use it nor change it. */
export const laterRecord: SessionRecord = Object.freeze({
  lineage: '',
  beganAtMs: 0,
  generation: 0,
  tokens: undefined,
  reason: 'storage_corrupt',
})

const version = 3

/** Whether a record was written after another one, as far as both can tell. One of another lineage always counts as newer. */
export function isNewer(record: SessionRecord, than: SessionRecord): boolean {
  return record.lineage !== than.lineage || record.generation > than.generation
}

/** The first record of a lineage: a session that has begun, or the end of one. */
export function firstRecord(
  lineage: string,
  beganAtMs: number,
  tokens: Tokens | undefined,
  reason: SignedOutReason,
): SessionRecord {
  return Object.freeze({ lineage, beganAtMs, generation: 1, tokens, reason })
}

/** The record that follows when the tokens of a session are rotated, or when the server ends it for a reason. */
export function nextRecord(
  { lineage, beganAtMs, generation }: SessionRecord,
  tokens: Tokens | undefined,
  reason: SignedOutReason,
): SessionRecord {
  return Object.freeze({ lineage, beganAtMs, generation: generation + 1, tokens, reason })
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
  const parsed = parseJson(text, maxStoredDepth)
  const wire = isJsonObject(parsed) ? parsed : {}
  const { generation } = wire
  if (isCount(wire.version) && wire.version > version) return laterRecord
  if (wire.version === version && wire.portal !== portal) return emptyRecord
  const tokens = readTokens(wire.tokens)
  const isWhole = isCount(generation) && (tokens !== undefined || wire.tokens === undefined)
  if (!isWhole || wire.version !== version) return corruptRecord
  return Object.freeze({
    lineage: nonEmptyString(wire.lineage) ?? '',
    beganAtMs: isTime(wire.beganAtMs) ? wire.beganAtMs : 0,
    generation,
    tokens,
    reason: readReason(wire.reason),
    intent: readIntent(wire.intent),
    pause: readPause(wire.pause),
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
  if (wire.refreshToken !== undefined && refreshToken === undefined) return undefined
  const readUser = isJsonObject(user) ? user : {}
  return Object.freeze({ sessionId, accessToken, refreshToken, user: readUser, receivedAtMs, lifetimeMs })
}

const reasons: readonly SignedOutReason[] = [
  'none',
  'logout',
  'session_expired',
  'refresh_lost',
  'storage_cleared',
  'storage_corrupt',
]

function readReason(wire: unknown): SignedOutReason {
  return reasons.find((reason) => reason === wire) ?? 'none'
}

function readIntent(wire: unknown): RefreshIntent | undefined {
  if (!isJsonObject(wire)) return undefined
  const client = nonEmptyString(wire.client)
  const digest = nonEmptyString(wire.digest)
  if (client === undefined || digest === undefined || !isCount(wire.attempt)) return undefined
  return { client, attempt: wire.attempt, digest, locked: wire.locked === true, settled: wire.settled === true }
}

function readPause(wire: unknown): RefreshPause | undefined {
  if (!isJsonObject(wire) || !isTime(wire.sinceMs) || !isTime(wire.forMs)) return undefined
  return { sinceMs: wire.sinceMs, forMs: Math.min(wire.forMs, maxWaitMs) }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value)
}
