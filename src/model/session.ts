import type { PortalUser } from './user.ts'

/** The public view of the session. It holds no token. */
export type SessionSnapshot = LoadingSession | SignedInSession | SignedOutSession

/** The storage has not been read yet. */
export interface LoadingSession {
  readonly status: 'loading'
}

/** A user is signed in. */
export interface SignedInSession {
  readonly status: 'signed_in'
  /** The id of this session, no secret: a refresh keeps it, a login makes another one. */
  readonly sessionId: string
  /** The user that the login answered with. */
  readonly user: PortalUser
  /** When the access token expires, in milliseconds since the epoch on the device clock; undefined for an opaque token. */
  readonly accessTokenExpiresAtMs: number | undefined
}

/** Nobody is signed in. */
export interface SignedOutSession {
  readonly status: 'signed_out'
  /** Why nobody is signed in. */
  readonly reason: SignedOutReason
}

/** Why there is no session. */
export type SignedOutReason =
  /** There was no session to begin with. */
  | 'none'
  /** Somebody logged out, in this tab or in another one. */
  | 'logout'
  /** The server refused the refresh token, or there was no refresh token and the access token has expired. */
  | 'session_expired'
  /** The server refused the refresh token because it had been used: the response to an earlier refresh was lost. */
  | 'refresh_lost'
  /** The stored session was deleted by something other than the client. */
  | 'storage_cleared'
  /** The stored session cannot be read. */
  | 'storage_corrupt'
