/**
 * Every failure the client reports, as one literal union.
 *
 * Bad input is `validation_failed`; a refused step is `invalid_credentials`, `tenant_required`, `mfa_required`,
 * `flow_expired`, `mfa_expired`, `mfa_code_rejected`, `account_disabled`, `account_locked` or `rate_limited`; a missing
 * or ended session is `signed_out` or `session_expired`; the rest is transport.
 */
export type PortalAuthErrorCode =
  | 'validation_failed'
  | 'invalid_credentials'
  | 'tenant_required'
  | 'mfa_required'
  | 'flow_expired'
  | 'mfa_expired'
  | 'mfa_code_rejected'
  | 'account_disabled'
  | 'account_locked'
  | 'rate_limited'
  | 'signed_out'
  | 'session_expired'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'server'
  | 'unexpected_response'

/** What the client was doing when it failed: an operation of the contract, or the e-mail code's neighbour of it. */
export type PortalAuthOperation =
  | 'identify'
  | 'authenticate'
  | 'verify'
  | 'login'
  | 'refresh'
  | 'logout'
  | 'sendEmailCode'
  | 'fetch'

/** The facts of a failure, none of them secret. */
export interface PortalAuthErrorFacts {
  readonly code: PortalAuthErrorCode
  readonly operation: PortalAuthOperation
  /** HTTP status, where a response arrived. */
  readonly status?: number | undefined
  /** Whether the same call can succeed later. Default: decided by the code. */
  readonly retryable?: boolean | undefined
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** Messages by input field, in camelCase. */
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined
  readonly cause?: unknown
  /** Words for a developer. Default: decided by the code. */
  readonly message?: string | undefined
}

const messages: Record<PortalAuthErrorCode, string> = {
  validation_failed: 'the server found the input invalid; see `fields`',
  invalid_credentials: 'the e-mail, password or tenant was not accepted',
  tenant_required: 'the user belongs to several tenants: give a tenantId',
  mfa_required: 'the user must give a second factor: use identify and authenticate',
  flow_expired: 'the login step is used or too old: start again with identify',
  mfa_expired: 'the MFA step is used or too old: start again with identify',
  mfa_code_rejected: 'the code was not accepted: try again',
  account_disabled: 'the account is disabled',
  account_locked: 'the account is locked for now',
  rate_limited: 'too many requests for now',
  signed_out: 'there is no session: sign in first',
  session_expired: 'the server ended the session: sign in again',
  network: 'no answer arrived: the network or the server is out of reach',
  timeout: 'no answer arrived in time',
  aborted: 'the caller aborted',
  server: 'the server failed',
  unexpected_response: 'the answer is not what the contract says',
}

const retryableCodes: ReadonlySet<PortalAuthErrorCode> = new Set([
  'account_locked',
  'rate_limited',
  'network',
  'timeout',
  'server',
])

// A brand, so that two copies of the package know each other's errors.
const brand = 'scaikey-portal-auth.error'

/**
 * The one error class of the client. Tell it with {@link isPortalAuthError} and branch on `code`.
 *
 * It prints as its facts alone: neither `JSON.stringify` nor `util.inspect` reaches the cause.
 */
export class PortalAuthError extends Error {
  override readonly name: string = 'PortalAuthError'
  readonly code: PortalAuthErrorCode
  readonly operation: PortalAuthOperation
  readonly status: number | undefined
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  readonly fields: Readonly<Record<string, readonly string[]>> | undefined
  readonly '~brand': string = brand

  constructor(facts: PortalAuthErrorFacts) {
    const { code, operation, status } = facts
    const where = status === undefined ? operation : `${operation}, ${status}`
    super(`${facts.message ?? messages[code]} (${code}; ${where})`, { cause: facts.cause })
    this.code = code
    this.operation = operation
    this.status = status
    this.retryable = facts.retryable ?? retryableCodes.has(code)
    this.retryAfterMs = facts.retryAfterMs
    this.fields = facts.fields
    // What Node's inspect asks for; by default it would print the cause and all.
    Object.defineProperty(this, Symbol.for('nodejs.util.inspect.custom'), { value: () => this.stack })
  }

  /** The facts without the cause. */
  toJSON(): object {
    const { name, message, code, operation, status, retryable, retryAfterMs, fields } = this
    return { name, message, code, operation, status, retryable, retryAfterMs, fields }
  }
}

/** Whether a value is one of the codes. */
export function isPortalAuthErrorCode(value: unknown): value is PortalAuthErrorCode {
  return typeof value === 'string' && Object.hasOwn(messages, value)
}

/** Whether a value is a {@link PortalAuthError}, of this or another copy of the package. */
export function isPortalAuthError(value: unknown): value is PortalAuthError {
  return typeof value === 'object' && value !== null && '~brand' in value && value['~brand'] === brand
}
