import { isJsonObject } from '../base/json.ts'
import {
  isPortalAuthError,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from '../base/portal-auth-error.ts'
import { explain } from './likely-cause.ts'

/** An option of the caller's that broke its promise. Trying again does not help. In production it names the option only. */
export class MisusedOption extends TypeError {
  constructor(name: string, problem: string, cause?: unknown) {
    super(
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
        ? `createPortalAuth(): ${name} ${problem}`
        : name,
      { cause },
    )
  }
}

/** The error for an exchange that brought no response, or none that is read. */
export function failedExchange(
  operation: PortalAuthOperation,
  error: unknown,
  request: Request | undefined,
): PortalAuthError {
  if (isPortalAuthError(error)) {
    if (typeof process !== 'undefined' && process.env.NODE_ENV !== 'production') {
      const { code, cause } = error
      if (code === 'timeout')
        return new PortalAuthError({ code, operation, cause, message: explain({ code, request }) })
    }
    return error
  }
  // The URL of this operation holds the MFA token, and a platform may put the URL into its error.
  const cause = operation === 'sendEmailCode' ? undefined : error
  if (error instanceof MisusedOption) return defect(operation, error.message, cause)
  const code = codeOf(error)
  if (code) {
    const message =
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' ? explain({ code, request }) : ''
    return new PortalAuthError({ code, operation, cause, message })
  }
  const message =
    typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
      ? 'createPortalAuth(): fetch must reject as the platform does'
      : ''
  return defect(operation, message, cause)
}

/** The error for a request that the platform cannot even build. */
export function unbuildable(operation: PortalAuthOperation, baseUrl: string, error: unknown): PortalAuthError {
  const cause = operation === 'sendEmailCode' ? undefined : error
  const message =
    typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
      ? baseUrl.startsWith('/') && typeof location === 'undefined'
        ? `createPortalAuth(): baseUrl must be absolute without a page to resolve it against; got ${baseUrl}`
        : "the platform's Request or URL lacks what the client needs; see the cause"
      : ''
  return defect(operation, message, cause)
}

/** A failure that trying again does not fix. */
export function defect(
  operation: PortalAuthOperation,
  message: string,
  cause?: unknown,
  status?: number,
): PortalAuthError {
  return new PortalAuthError({ code: 'unexpected_response', operation, status, retryable: false, message, cause })
}

/** Reads a rejection of fetch: a TypeError in the standard, an error with a system code in older libraries. */
function codeOf(error: unknown): PortalAuthErrorCode | undefined {
  const { name, code } = isJsonObject(error) ? error : {}
  if (name === 'TimeoutError') return 'timeout'
  if (name === 'AbortError') return 'aborted'
  return error instanceof TypeError || name === 'NetworkError' || typeof code === 'string' ? 'network' : undefined
}
