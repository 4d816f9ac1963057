import type { LoginFlowError } from 'scaikey-portal-auth'
import { inWords } from '../duration.ts'

/** The message for a failed input, without details that only developers need. */
export function explain({ code, operation, field, fields, retryAfterMs }: LoginFlowError): string {
  const wait = retryAfterMs === undefined ? 'Try again later.' : `Try again in ${inWords(retryAfterMs)}.`
  switch (code) {
    case 'validation_failed':
      // The server's message is written for developers.
      if (field === 'email') return 'Enter a whole e-mail address, such as name@example.com.'
      return (field && fields[field]?.join(' ')) || Object.values(fields).flat().join(' ') || 'Check what you entered.'
    case 'invalid_credentials':
      return 'The e-mail or the password is wrong.'
    case 'mfa_code_rejected':
      return 'The code is wrong or has been used.'
    case 'account_locked':
      return `Too many attempts: the account is locked for now. ${wait}`
    case 'rate_limited':
      return operation === 'sendEmailCode' ? `No other code can be sent yet. ${wait}` : `Too many attempts. ${wait}`
    case 'account_disabled':
      return 'This account cannot sign in. Ask your administrator.'
    case 'tenant_required':
      return 'Choose where you want to sign in.'
    case 'network':
    case 'timeout':
      return 'The server cannot be reached. Check your connection and try again.'
    default:
      return 'That did not work. Try again in a moment.'
  }
}
