import type { Clock } from '../../base/clock.ts'
import { type PortalUser, readUser } from '../../model/user.ts'
import { readLifetimeMs, tokenTimes } from '../token/expiry.ts'
import type { SessionRecord, SignedOutReason, StoredSession } from './record.ts'

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

/** A session in use: its record, and how long its access token lives by this tab's monotonic clock. */
export interface HeldSession {
  readonly record: SessionRecord
  readonly session: StoredSession
  readonly lifetimeMs: number | undefined
  /** When the access token arrived, by the monotonic clock. */
  readonly receivedMs: number
}

/** The session in a record, for a tab that reads it now. The age of its token is counted by the wall clock once, here. */
export function holdSession(record: SessionRecord, clock: Clock): HeldSession | undefined {
  const { session } = record
  if (session === undefined) return undefined
  const ageMs = Math.max(0, clock.now() - session.receivedAtMs)
  const receivedMs = clock.monotonicNow() - ageMs
  return Object.freeze({ record, session, lifetimeMs: readLifetimeMs(session.accessToken), receivedMs })
}

/** Whether the access token is over. */
export function isOver({ receivedMs, lifetimeMs }: HeldSession, clock: Clock): boolean {
  return tokenTimes(receivedMs, lifetimeMs).expiresAtMs <= clock.monotonicNow()
}

/** Whether a session has only its access token, and that by its own account still works: a refusal does not end it. */
export function isFixed(held: HeldSession, clock: Clock): boolean {
  return held.session.refreshToken === undefined && held.lifetimeMs !== undefined && !isOver(held, clock)
}

/** The public view of a session that is held. */
export function signedIn({ session, lifetimeMs }: HeldSession): SignedInSession {
  const accessTokenExpiresAtMs = lifetimeMs === undefined ? undefined : session.receivedAtMs + lifetimeMs
  return Object.freeze({ status: 'signed_in', user: readUser(session.user), accessTokenExpiresAtMs })
}

/** The public view of there being none. */
export function signedOut(reason: SignedOutReason): SignedOutSession {
  return Object.freeze({ status: 'signed_out', reason })
}

/** The public view before the storage has been read. */
export const unknownSession: UnknownSession = Object.freeze({ status: 'unknown' })
