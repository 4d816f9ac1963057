import type { Clock } from '../../base/clock.ts'
import type { LoadingSession, SignedInSession, SignedOutReason, SignedOutSession } from '../../model/session.ts'
import { readUser } from '../../model/user.ts'
import type { SessionRecord, Tokens } from './record.ts'

/** A record with a session in it. */
interface LiveRecord extends SessionRecord {
  readonly tokens: Tokens
}

/** The session that this tab holds: its record, and what this tab's clocks said when its access token arrived. */
export interface HeldSession {
  readonly record: LiveRecord
  /** On the monotonic clock, in milliseconds. */
  readonly receivedMs: number
  /** On the wall clock, in milliseconds since the epoch; never later than this tab first saw the record. */
  readonly receivedAtMs: number
}

/** Holds the session in a record, for a tab that reads it now; undefined without a session. */
export function holdSession(record: SessionRecord, clock: Clock): HeldSession | undefined {
  if (!isLive(record)) return undefined
  const nowMs = clock.now()
  const receivedAtMs = Math.min(nowMs, record.tokens.receivedAtMs)
  return Object.freeze({ record, receivedAtMs, receivedMs: clock.monotonicNow() - (nowMs - receivedAtMs) })
}

function isLive(record: SessionRecord): record is LiveRecord {
  return record.tokens !== undefined
}

/**
 * The age of the access token in milliseconds, by the clock that has advanced further. The monotonic clock of some platforms
 * stands still while the machine sleeps; the wall clock advances then, and also when somebody sets it: a page cannot tell the
 * two apart. A needless refresh costs nothing, an expired token does.
 *
 * @see https://www.w3.org/TR/hr-time-3/#dfn-monotonic-clock
 */
export function ageMs({ receivedMs, receivedAtMs }: HeldSession, clock: Clock): number {
  const monotonicMs = clock.monotonicNow() - receivedMs
  // guard: age of a token counts sleep
  const wallMs = clock.now() - receivedAtMs
  return Math.max(monotonicMs, wallMs)
}

/** Whether the access token has expired, at the age of now or a given one. */
export function isExpired(held: HeldSession, clock: Clock, age: number = ageMs(held, clock)): boolean {
  return age >= (held.record.tokens.lifetimeMs ?? Number.POSITIVE_INFINITY)
}

/** Whether a session has no refresh token while its access token has not expired: a 401 does not end such a session. */
export function isUnrefreshable(held: HeldSession, clock: Clock): boolean {
  const { refreshToken, lifetimeMs } = held.record.tokens
  return refreshToken === undefined && lifetimeMs !== undefined && !isExpired(held, clock)
}

/** The public view of a held session. */
export function signedIn({ record: { tokens } }: HeldSession): SignedInSession {
  const { sessionId, user, lifetimeMs, receivedAtMs } = tokens
  const accessTokenExpiresAtMs = lifetimeMs === undefined ? undefined : receivedAtMs + lifetimeMs
  return Object.freeze({ status: 'signed_in', sessionId, user: readUser(user), accessTokenExpiresAtMs })
}

/** The public view without a session. */
export function signedOut(reason: SignedOutReason): SignedOutSession {
  return Object.freeze({ status: 'signed_out', reason })
}

/** The public view before the storage has been read. */
export const loadingSession: LoadingSession = Object.freeze({ status: 'loading' })
