import type { PortalAuthErrorCode } from '../../base/portal-auth-error.ts'
import type { SignedOutReason } from './record.ts'

/** What the session decided, for logs and metrics. No token, password or code is ever in it. */
export type PortalAuthEvent =
  | { readonly type: 'signed_in' }
  | { readonly type: 'signed_out'; readonly reason: SignedOutReason }
  /** A refresh request is about to leave. `recovery`: the answer to an earlier one with the same token was lost. */
  | { readonly type: 'refresh_started'; readonly recovery: boolean }
  /** A caller waits for a refresh that is already under way in this tab. */
  | { readonly type: 'refresh_joined' }
  | { readonly type: 'refresh_succeeded' }
  /** Another tab's newer session was taken: no request was needed, or its refusal does not matter. */
  | { readonly type: 'refresh_adopted' }
  /** The answer came after a logout or another login and was thrown away. */
  | { readonly type: 'refresh_discarded' }
  /** An attempt failed; the session goes on unless `signed_out` follows. */
  | { readonly type: 'refresh_failed'; readonly code: PortalAuthErrorCode; readonly status: number | undefined }
  /** The lock between tabs was had after `waitedMs`. `contested`: it was taken from a tab that did not let go. */
  | { readonly type: 'lock_acquired'; readonly waitedMs: number; readonly contested: boolean }
  /** A request was sent again with a newer token after a 401. */
  | { readonly type: 'request_replayed' }
  /** The device clock is off from the server's by `skewMs`; nothing depends on it. */
  | { readonly type: 'clock_skew_seen'; readonly skewMs: number }
  /** The storage failed: the session goes on in memory. */
  | { readonly type: 'storage_unavailable'; readonly access: 'read' | 'write' }

/** Receives events, one at a time, after what they tell of has happened. */
export type EmitEvent = (event: PortalAuthEvent) => void
