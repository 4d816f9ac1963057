import type { ReactNode } from 'react'
import { Field } from './field.tsx'
import { StepForm } from './step-form.tsx'
import type { StepOf } from './step-of.ts'

/** The first step: the e-mail. */
export function EmailStep({ login, children }: { readonly login: StepOf<'email'>; readonly children: ReactNode }) {
  return (
    <StepForm
      login={login}
      title="Sign in"
      fields={['email']}
      submitLabel="Continue"
      onSubmit={(read) => login.identify({ email: read('email') })}
    >
      {login.reason ? (
        <p className="note" role="status">
          {login.reason === 'mfa_expired' ? 'The code took too long.' : 'The sign-in took too long.'} Start again,
          please.
        </p>
      ) : (
        children
      )}
      <Field name="email" label="E-mail" type="email" autoComplete="username" defaultValue={login.email} />
    </StepForm>
  )
}
