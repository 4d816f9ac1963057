import { isJsonObject } from '../base/json.ts'
import {
  isPortalAuthError,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from '../base/portal-auth-error.ts'
import { MisusedOption } from './misused-option.ts'

/** What an exchange that brought no answer rejects with. */
export function failedExchange(operation: PortalAuthOperation, error: unknown, baseUrl: string): PortalAuthError {
  if (isPortalAuthError(error)) return error
  // The URL of this one holds the MFA token, and a platform may name the URL in its error.
  const cause = operation === 'sendEmailCode' ? undefined : error
  if (error instanceof MisusedOption) return defect(operation, error.message, cause)
  if (baseUrl.startsWith('/') && typeof location === 'undefined') {
    const message = 'baseUrl is relative and there is no page to resolve it against: give an absolute URL'
    return defect(operation, message, cause)
  }
  const code = codeOf(error)
  if (code) return new PortalAuthError({ code, operation, cause })
  return defect(operation, 'the option fetch rejected with an error that fetch never rejects with', cause)
}

/** A failure that trying again does not mend. */
export function defect(
  operation: PortalAuthOperation,
  message: string,
  cause?: unknown,
  status?: number,
): PortalAuthError {
  return new PortalAuthError({ code: 'unexpected_response', operation, status, retryable: false, message, cause })
}

/** What a fetch means by its rejection: a TypeError in the standard, an error with a system's code in older libraries. */
function codeOf(error: unknown): PortalAuthErrorCode | undefined {
  const { name, code } = isJsonObject(error) ? error : {}
  if (name === 'TimeoutError') return 'timeout'
  if (name === 'AbortError') return 'aborted'
  return error instanceof TypeError || name === 'NetworkError' || typeof code === 'string' ? 'network' : undefined
}
