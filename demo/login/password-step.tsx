import { Account } from './account.tsx'
import { PasswordField } from './password-field.tsx'
import { StepForm } from './step-form.tsx'
import type { StepOf } from './step-of.ts'

/** The password of a user who needs no tenant choice. */
export function PasswordStep({ login }: { readonly login: StepOf<'password'> }) {
  const [tenant] = login.tenants
  return (
    <StepForm
      login={login}
      title={tenant?.name ? `Sign in to ${tenant.name}` : 'Enter your password'}
      fields={['password']}
      submitLabel="Sign in"
      onSubmit={(read) => login.authenticate({ password: read('password') })}
    >
      <Account login={login} />
      <PasswordField />
    </StepForm>
  )
}
