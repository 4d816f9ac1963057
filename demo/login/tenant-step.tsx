import { Account } from './account.tsx'
import { PasswordField } from './password-field.tsx'
import { StepForm } from './step-form.tsx'
import type { StepOf } from './step-of.ts'
import { TenantPicker } from './tenant-picker.tsx'

/** The tenant and the password of a user of several tenants. */
export function TenantStep({ login }: { readonly login: StepOf<'tenant'> }) {
  return (
    <StepForm
      login={login}
      title="Where to?"
      fields={['tenantId', 'password']}
      submitLabel="Sign in"
      onSubmit={(read) => login.authenticate({ tenantId: read('tenantId'), password: read('password') })}
    >
      <Account login={login} />
      <TenantPicker tenants={login.tenants} chosenId={login.tenantId} onChoose={login.chooseTenant} />
      <PasswordField />
    </StepForm>
  )
}
