import type { Clock } from '../../base/clock.ts'
import type { LoadingSession, SignedInSession, SignedOutReason, SignedOutSession } from '../../model/session.ts'
import { readUser } from '../../model/user.ts'
import { readLifetimeMs, tokenTimes } from '../token/expiry.ts'
import type { SessionRecord, Tokens } from './record.ts'

/** A record with a session in it. */
export interface LiveRecord extends SessionRecord {
  readonly tokens: Tokens
}

/** The session that this tab holds: its record, and the lifetime of its access token on this tab's monotonic clock. */
export interface HeldSession {
  readonly record: LiveRecord
  /** The lifetime of the access token in milliseconds; undefined for an opaque token. */
  readonly lifetimeMs: number | undefined
  /** When the access token arrived, on the monotonic clock. */
  readonly receivedMs: number
}

/**
 * Holds the session in a record, for a tab that reads it now; undefined if there is none. This is the one place that
 * counts the age of a token by the wall clock.
 */
export function holdSession(record: SessionRecord, clock: Clock): HeldSession | undefined {
  if (!isLive(record)) return undefined
  const ageMs = Math.max(0, clock.now() - record.tokens.receivedAtMs)
  const receivedMs = clock.monotonicNow() - ageMs
  return Object.freeze({ record, lifetimeMs: readLifetimeMs(record.tokens.accessToken), receivedMs })
}

function isLive(record: SessionRecord): record is LiveRecord {
  return record.tokens !== undefined
}

/** Whether the access token has expired. */
export function isExpired({ receivedMs, lifetimeMs }: HeldSession, clock: Clock): boolean {
  return tokenTimes(receivedMs, lifetimeMs).expiresAtMs <= clock.monotonicNow()
}

/** Whether a session has no refresh token while its access token has not expired: a 401 does not end such a session. */
export function isUnrefreshable(held: HeldSession, clock: Clock): boolean {
  return held.record.tokens.refreshToken === undefined && held.lifetimeMs !== undefined && !isExpired(held, clock)
}

/** The public view of a held session. */
export function signedIn({ record: { tokens }, lifetimeMs }: HeldSession): SignedInSession {
  const accessTokenExpiresAtMs = lifetimeMs === undefined ? undefined : tokens.receivedAtMs + lifetimeMs
  const { sessionId, user } = tokens
  return Object.freeze({ status: 'signed_in', sessionId, user: readUser(user), accessTokenExpiresAtMs })
}

/** The public view without a session. */
export function signedOut(reason: SignedOutReason): SignedOutSession {
  return Object.freeze({ status: 'signed_out', reason })
}

/** The public view before the storage has been read. */
export const loadingSession: LoadingSession = Object.freeze({ status: 'loading' })
