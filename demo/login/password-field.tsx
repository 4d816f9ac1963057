import { useState } from 'react'
import { Field } from './field.tsx'

/** The password, which the user can reveal. */
export function PasswordField() {
  const [isShown, setShown] = useState(false)
  return (
    <Field name="password" label="Password" type={isShown ? 'text' : 'password'} autoComplete="current-password">
      <button type="button" className="quiet" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
        Show<span className="visually-hidden"> password</span>
      </button>
    </Field>
  )
}
