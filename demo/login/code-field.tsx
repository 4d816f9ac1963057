import type { MfaMethod } from 'scaikey-portal-auth'
import { Field } from './field.tsx'

const hints: Readonly<Record<string, string>> = {
  totp: 'From your authenticator app.',
  email: 'From the e-mail; check the spam folder too.',
  backup_code: 'Each code on your list works once.',
}

/** The code of a second factor. Phones can fill in a numeric one. */
export function CodeField({ method }: { readonly method: MfaMethod }) {
  const hasDigits = method === 'totp' || method === 'email'
  return (
    <Field
      name="code"
      label={method === 'backup_code' ? 'Backup code' : 'Code'}
      hint={hints[method]}
      type="text"
      className="code"
      inputMode={hasDigits ? 'numeric' : 'text'}
      autoComplete={hasDigits ? 'one-time-code' : 'off'}
      data-first
    />
  )
}
