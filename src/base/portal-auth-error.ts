import { isJsonObject } from './json.ts'

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

/** What the client was doing when it failed: an operation of the contract, sending an e-mail code, or `auth.fetch`. */
export type PortalAuthOperation =
  /** `auth.identify()`. */
  | 'identify'
  /** `authenticate()` of a password or tenant step. */
  | 'authenticate'
  /** `verify()` of an MFA step. */
  | 'verify'
  /** `auth.login()`. */
  | 'login'
  /** A refresh, and everything that waits for one, such as `auth.getAccessToken()`. */
  | 'refresh'
  /** `auth.logout()`. */
  | 'logout'
  /** `sendEmailCode()` of an MFA step. */
  | 'sendEmailCode'
  /** `auth.fetch()`, before the request leaves. */
  | 'fetch'

/** The facts of a failure. None of them is secret. */
export interface PortalAuthErrorFacts {
  readonly code: PortalAuthErrorCode
  readonly operation: PortalAuthOperation
  /** The HTTP status, where a response arrived. */
  readonly status?: number | undefined
  /** Whether the same call can succeed later. Default: decided by the code. */
  readonly retryable?: boolean | undefined
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** Messages by input field, in camelCase. */
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined
  readonly cause?: unknown
  /** A message for a developer. Default: decided by the code. */
  readonly message?: string | undefined
}

const retryableCodes: readonly PortalAuthErrorCode[] = [
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

// A brand, so that two copies of the package recognise each other's errors.
const brand = 'scaikey-portal-auth.error'

/**
 * The one error class of the client. Check for it with {@link isPortalAuthError} and branch on `code`.
 *
 * It prints as its facts alone: neither `JSON.stringify` nor `util.inspect` shows the cause. A copy by `structuredClone`,
 * `postMessage` or JSON has the facts too, without stack and cause. For that it is no native error: `instanceof Error` is
 * true and `Error.isError` is false.
 */
export class PortalAuthError implements Error {
  declare readonly name: string
  /** For a developer: what failed and its likely cause. A production build names `code`, `operation` and `status` only. */
  declare readonly message: string
  declare readonly stack?: string
  /** What was caught, if anything. */
  declare readonly cause?: unknown
  /** What failed; branch on it. */
  declare readonly code: PortalAuthErrorCode
  /** What the client was doing. */
  declare readonly operation: PortalAuthOperation
  /** The HTTP status; undefined if no response arrived. */
  declare readonly status: number | undefined
  /** Whether the same call can succeed later. */
  declare readonly retryable: boolean
  /** How long the server asked to wait, in milliseconds, at most an hour. */
  declare readonly retryAfterMs: number | undefined
  /** Messages by input field, in camelCase. */
  declare readonly fields: Readonly<Record<string, readonly string[]>> | undefined
  /** Marks errors of every copy of the package. */
  declare readonly '~brand': string

  constructor({ code, operation, status, retryable, retryAfterMs, fields, cause, message }: PortalAuthErrorFacts) {
    // Structured clone keeps the properties of an object, but not those of what the constructor of Error has made.
    Object.setPrototypeOf(PortalAuthError.prototype, Error.prototype)
    const where = status === undefined ? operation : `${operation}, ${status}`
    const said =
      message || (typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' ? describeCode(code) : '')
    this.name = 'PortalAuthError'
    this.message = said ? `${said} (${code}; ${where})` : `${code} (${where})`
    this.code = code
    this.operation = operation
    this.status = status
    this.retryable = retryable ?? retryableCodes.includes(code)
    this.retryAfterMs = retryAfterMs
    this.fields = fields
    this['~brand'] = brand
    const hide = (key: PropertyKey, value: unknown): unknown => Object.defineProperty(this, key, { value })
    hide('cause', cause)
    const capture: unknown = Reflect.get(Error, 'captureStackTrace')
    if (typeof capture === 'function') capture(this, new.target)
    else hide('stack', new Error(this.message).stack)
    // Node's inspect would print the cause by default.
    hide(Symbol.for('nodejs.util.inspect.custom'), () => this.stack)
  }

  /** Monitoring tools recognise an error by this. */
  get [Symbol.toStringTag](): string {
    return 'Error'
  }
}

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

/**
 * Whether a value is a {@link PortalAuthError}, of this or another copy of the package, or a copy of one by structured
 * clone or JSON, and has one of the codes where some are given: `isPortalAuthError(error, 'mfa_code_rejected', 'rate_limited')`.
 */
export function isPortalAuthError(value: unknown): value is PortalAuthError
/** Whether a value is a {@link PortalAuthError} with one of these codes; narrows `code`. */
export function isPortalAuthError<Code extends PortalAuthErrorCode>(
  value: unknown,
  ...codes: readonly Code[]
): value is PortalAuthError & { readonly code: Code }
export function isPortalAuthError(value: unknown, ...wanted: readonly unknown[]): value is PortalAuthError {
  const { '~brand': mark, code } = isJsonObject(value) ? value : {}
  // `errors.filter(isPortalAuthError)` passes an index and an array: only strings are codes.
  const among = wanted.filter((each) => typeof each === 'string')
  return mark === brand && isPortalAuthErrorCode(code) && (among.length === 0 || among.includes(code))
}
