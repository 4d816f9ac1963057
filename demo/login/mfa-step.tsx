import { Account } from './account.tsx'
import { CodeField } from './code-field.tsx'
import { MethodPicker } from './method-picker.tsx'
import { SendCode } from './send-code.tsx'
import { StepForm } from './step-form.tsx'
import type { StepOf } from './step-of.ts'

/** The second factor: the method, if there are several, and its code. */
export function MfaStep({ login }: { readonly login: StepOf<'mfa'> }) {
  const { methods, chooseMethod } = login
  const method = login.method ?? methods[0] ?? 'totp'
  return (
    <StepForm
      login={login}
      title="One more step"
      fields={['code']}
      submitLabel="Verify"
      onSubmit={(read) =>
        login.verify({ method, code: read('code').replaceAll(/\s/g, ''), trustDevice: read('trustDevice') === 'on' })
      }
    >
      <Account login={login} />
      {methods.length > 1 && <MethodPicker methods={methods} chosen={method} onChoose={chooseMethod} />}
      {method === 'email' && <SendCode login={login} />}
      {/* Another method needs another code: a new field drops what was typed. */}
      <CodeField key={method} method={method} />
      <label className="check">
        <input type="checkbox" name="trustDevice" />
        <span>Trust this device and do not ask here again for a while</span>
      </label>
    </StepForm>
  )
}
