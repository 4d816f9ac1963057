import type { Clock } from '../base/clock.ts'
import { type PortalUser, readUser } from '../transport/user.ts'
import { readLifetimeMs } from './expiry.ts'
import type { SessionRecord, SignedOutReason, StoredSession } from './session-record.ts'

/** What the session looks like from outside; no token is in it. */
export type SessionSnapshot = UnknownSession | SignedInSession | SignedOutSession

/** The storage has not been read yet. */
export interface UnknownSession {
  readonly status: 'unknown'
}

/** A user is signed in. */
export interface SignedInSession {
  readonly status: 'signed_in'
  readonly user: PortalUser
  /** When the access token is over, in milliseconds since the epoch by the device clock; undefined for an opaque token. */
  readonly accessTokenExpiresAtMs: number | undefined
}

/** Nobody is signed in. */
export interface SignedOutSession {
  readonly status: 'signed_out'
  readonly reason: SignedOutReason
}

/** A session in use: what is stored, and how long its access token lives by this tab's monotonic clock. */
export interface HeldSession {
  readonly generation: number
  readonly session: StoredSession
  readonly lifetimeMs: number | undefined
  /** When the access token arrived, by the monotonic clock. */
  readonly receivedMs: number
}

/** What this tab holds: nothing known, a session, or none for a reason. */
export type Holding = HeldSession | SignedOutReason | undefined

/** What a record holds for a tab that reads it now. The age of its token is counted by the wall clock once, here. */
export function holdRecord(
  { generation, session, reason }: SessionRecord,
  clock: Clock,
): HeldSession | SignedOutReason {
  if (session === undefined) return reason
  const ageMs = Math.max(0, clock.now() - session.receivedAtMs)
  const receivedMs = clock.monotonicNow() - ageMs
  return Object.freeze({ generation, session, lifetimeMs: readLifetimeMs(session.accessToken), receivedMs })
}

/** The public view of a {@link Holding}. */
export function toSnapshot(holding: Holding): SessionSnapshot {
  if (holding === undefined) return Object.freeze({ status: 'unknown' })
  if (typeof holding === 'string') return Object.freeze({ status: 'signed_out', reason: holding })
  const { session, lifetimeMs } = holding
  const accessTokenExpiresAtMs = lifetimeMs === undefined ? undefined : session.receivedAtMs + lifetimeMs
  return Object.freeze({ status: 'signed_in', user: readUser(session.user), accessTokenExpiresAtMs })
}
