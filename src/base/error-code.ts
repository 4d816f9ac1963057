/**
 * Every failure that the client reports, as one literal union: branch on it, never on a message. The *transport codes* are
 * those of a request without a usable answer: `network`, `timeout`, `aborted`, `server` and `unexpected_response`.
 */
export type PortalAuthErrorCode =
  /**
   * The portal found the input invalid, or the user does not have the second factor; `fields` maps an input to its messages.
   * From `auth.fetch`: the body of the `Request` was used before.
   * `POST …/identify {"email":"nobody"}` → `422 {"detail":[{"loc":["body","email"],"msg":"…"}]}`
   */
  | 'validation_failed'
  /**
   * Wrong password, unknown user, or a tenant that is not the user's: the portal gives one answer for all of them.
   * `POST …/authenticate` or `…/login` → `401 {"detail":"Invalid credentials"}`
   */
  | 'invalid_credentials'
  /**
   * The user belongs to several tenants and the request named no tenant; also `sendEmailCode()` without a slug.
   * `POST …/login {"email":…,"password":…}` → `400`
   */
  | 'tenant_required'
  /**
   * The user has a second factor, which the one-step login cannot ask for: use `identify` and `authenticate`.
   * `POST …/login` → `403`
   */
  | 'mfa_required'
  /**
   * The flow token is unknown, used or expired: start again with `identify`.
   * `POST …/authenticate {"flow_token":…}` → `400 {"detail":"Invalid or expired flow token"}`
   */
  | 'flow_expired'
  /**
   * The MFA token is unknown, used or expired, or its attempts are spent: start again with `identify`.
   * `POST …/mfa/verify {"mfa_token":…}` → `401 {"detail":"Invalid or expired MFA token"}`
   */
  | 'mfa_expired'
  /**
   * The code is wrong. The step stays: ask for another code.
   * `POST …/mfa/verify {"code":"000000"}` → `401 {"detail":"Invalid MFA code"}`
   */
  | 'mfa_code_rejected'
  /**
   * The account is suspended or deactivated. A portal says so only after a right password.
   * `POST …/authenticate` → `403 {"detail":"User account is suspended"}`
   */
  | 'account_disabled'
  /**
   * Too many wrong passwords: the account is locked for `retryAfterMs`, where the portal says for how long.
   * `POST …/authenticate` → `429` with `Retry-After: 900`; also `423`
   */
  | 'account_locked'
  /**
   * Too many requests: wait `retryAfterMs`, where the portal says for how long. No request is sent for a refresh until then.
   * Any operation → `429` with `Retry-After: 30`
   */
  | 'rate_limited'
  /** There is no session, or it is another one than the call began under. No request was sent, or its answer was dropped. */
  | 'signed_out'
  /**
   * The portal refused the refresh token: the session has ended.
   * `POST …/refresh {"refresh_token":…}` → `401 {"detail":"Invalid or expired refresh token"}`
   */
  | 'session_expired'
  /** No response arrived: the request failed on the network, or the device is offline. */
  | 'network'
  /** No response arrived within `timeoutMs`. */
  | 'timeout'
  /** The caller's signal aborted the call. */
  | 'aborted'
  /** The portal failed. Any operation → `500` to `599`, `408` or `425` */
  | 'server'
  /**
   * The response is not what the contract says: no JSON object, a missing token, a schema that does not match, a redirect,
   * more than 1 MB; or the option that the message names failed.
   */
  | 'unexpected_response'

/** The codes after which the same call can succeed later. */
export const retryableCodes: readonly PortalAuthErrorCode[] = [
  'account_locked',
  'rate_limited',
  'network',
  'timeout',
  'server',
]

const codes: readonly PortalAuthErrorCode[] = [
  'validation_failed',
  'invalid_credentials',
  'tenant_required',
  'mfa_required',
  'flow_expired',
  'mfa_expired',
  'mfa_code_rejected',
  'account_disabled',
  'account_locked',
  'rate_limited',
  'signed_out',
  'session_expired',
  'network',
  'timeout',
  'aborted',
  'server',
  'unexpected_response',
]

/** What a code means, for a developer. Called in development builds only. */
export function describeCode(code: PortalAuthErrorCode): string {
  const meanings: Record<PortalAuthErrorCode, string> = {
    validation_failed: 'the server found the input invalid; see `fields`',
    invalid_credentials: 'the e-mail, password or tenant was not accepted',
    tenant_required: 'the user belongs to several tenants: pass a tenantId',
    mfa_required: 'the user has a second factor: use identify() and authenticate()',
    flow_expired: 'the login step was used or has expired: start again with identify()',
    mfa_expired: 'the MFA step was used or has expired: start again with identify()',
    mfa_code_rejected: 'the code was not accepted: try another one',
    account_disabled: 'the account is disabled',
    account_locked: 'the account is locked for now',
    rate_limited: 'too many requests for now',
    signed_out: 'no session: sign in first',
    session_expired: 'the server ended the session: sign in again',
    network: 'no response arrived: the network or the server is unreachable',
    timeout: 'no response arrived in time',
    aborted: 'the caller aborted',
    server: 'the server failed',
    unexpected_response: 'the response is not what the contract says',
  }
  return meanings[code]
}

/** Whether a value is one of the codes. */
export function isPortalAuthErrorCode(value: unknown): value is PortalAuthErrorCode {
  return codes.some((code) => code === value)
}
