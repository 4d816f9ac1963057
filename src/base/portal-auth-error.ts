import { describeCode, isPortalAuthErrorCode, type PortalAuthErrorCode, retryableCodes } from './error-code.ts'
import { isJsonObject } from './json.ts'

export type { PortalAuthErrorCode } from './error-code.ts'

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

// A brand, so that two copies of the package recognise each other's errors.
const brand = 'scaikey-portal-auth.error'

/**
 * The one error class of the client. Check for it with {@link isPortalAuthError} and branch on `code`.
 *
 * It prints as its facts alone: neither `JSON.stringify` nor `util.inspect` shows the cause. A copy by `structuredClone`,
 * `postMessage` or JSON has the facts too, without stack and cause. For that it is not a native error: `instanceof Error`
 * is true and `Error.isError` is false.
 */
export class PortalAuthError implements Error {
  /** `PortalAuthError`. */
  declare readonly name: string
  /** For a developer: what failed and its likely cause. A production build names `code`, `operation` and `status` only. */
  declare readonly message: string
  /** Where it was made. */
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

  constructor(facts: PortalAuthErrorFacts) {
    const { code, operation, status, retryable, retryAfterMs, fields, cause, message } = facts
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
