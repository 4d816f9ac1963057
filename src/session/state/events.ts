import type { PortalAuthErrorCode } from '../../base/portal-auth-error.ts'
import type { SignedOutReason } from '../../model/session.ts'

/** A decision of the session, for logs and metrics. It never holds a token, a password or a code. */
export type PortalAuthEvent =
  /** A session began here, or was found in the storage. */
  | { readonly type: 'signed_in'; readonly sessionId: string }
  /** The session ended. */
  | { readonly type: 'signed_out'; readonly reason: SignedOutReason }
  /** A refresh request is about to leave. `recovery`: the response to an earlier one with the same token was lost. */
  | { readonly type: 'refresh_started'; readonly recovery: boolean }
  /** A caller waits for a refresh that is already under way in this tab. */
  | { readonly type: 'refresh_joined' }
  /** The new tokens are stored. */
  | { readonly type: 'refresh_succeeded' }
  /** This tab took a newer session of another tab: it sent no request, or the error response no longer matters. */
  | { readonly type: 'refresh_adopted' }
  /** The response arrived after a logout or another login and was dropped. */
  | { readonly type: 'refresh_discarded' }
  /** An attempt failed. The session continues unless `signed_out` follows. */
  | { readonly type: 'refresh_failed'; readonly code: PortalAuthErrorCode; readonly status: number | undefined }
  /** This tab waited `waitedMs` before it could refresh. `contested`: it took over from a tab whose attempt did not end well. */
  | { readonly type: 'lock_acquired'; readonly waitedMs: number; readonly contested: boolean }
  /** A request was sent again with a newer token after a 401. */
  | { readonly type: 'request_replayed' }
  /** The device clock is `skewMs` ahead of the server's, by a minute at least. Nothing depends on it. */
  | { readonly type: 'clock_skew_seen'; readonly skewMs: number }
  /** A later version of this package has written the stored session: this tab continues with the tokens that it holds. */
  | { readonly type: 'later_version_seen' }
  /** The storage failed. The session continues in memory. */
  | { readonly type: 'storage_unavailable'; readonly access: StorageAccess }

/** An access to the storage. */
type StorageAccess =
  /** The storage could not be read, or did not answer in time. */
  | 'read'
  /** The storage could not be written. */
  | 'write'

/** Receives events, one at a time, after the fact. */
export type EmitEvent = (event: PortalAuthEvent) => void
