import type { PortalAuthErrorCode } from '../base/portal-auth-error.ts'
import type { SignedOutReason } from './session-record.ts'

/** What the session decided, for logs and metrics. No token, password or code is ever in it. */
export type PortalAuthEvent =
  | { readonly type: 'signed_in' }
  | { readonly type: 'signed_out'; readonly reason: SignedOutReason }
  /** A refresh request is about to leave. */
  | { readonly type: 'refresh_started' }
  /** A caller waits for a refresh that is already under way. */
  | { readonly type: 'refresh_joined' }
  | { readonly type: 'refresh_succeeded' }
  /** Someone else's newer session was taken; no request was needed, or its answer was not. */
  | { readonly type: 'refresh_adopted' }
  /** The answer of a refresh came after a logout or another login and was thrown away. */
  | { readonly type: 'refresh_discarded' }
  /** A refresh failed; the session goes on unless `signed_out` follows. */
  | { readonly type: 'refresh_failed'; readonly code: PortalAuthErrorCode; readonly status: number | undefined }
  /** A request was sent again with a newer token after a 401. */
  | { readonly type: 'request_replayed' }

/** Receives events, one at a time, after what they tell of has happened. */
export type EmitEvent = (event: PortalAuthEvent) => void
