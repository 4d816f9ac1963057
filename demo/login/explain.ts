import type { FlowError } from 'scaikey-portal-auth'
import { inWords } from '../duration.ts'

/** What went wrong, in words for the user, who is not told what only the server need know. */
export function explain({ code, operation, field, fields, retryAfterMs }: FlowError): string {
  const wait = retryAfterMs === undefined ? 'Try again later.' : `Try again in ${inWords(retryAfterMs)}.`
  switch (code) {
    case 'validation_failed':
      // The server's words for it are a programmer's.
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
