import { useEffect, useState } from 'react'
import type { LoginFlowSnapshot } from 'scaikey-portal-auth'
import type { MockControls, MockUser } from './mock-controls.ts'

/** What {@link MockCodes} takes. */
interface MockCodesProps {
  readonly mock: MockControls
  readonly user: MockUser
  /** The step of the login. */
  readonly step: LoginFlowSnapshot['step']
}

/** The field that a step asks for. */
const fieldOfStep: Partial<Record<LoginFlowSnapshot['step'], string>> = {
  email: 'email',
  password: 'password',
  tenant: 'password',
  mfa: 'code',
}

/** What a user types, reloaded once a second. The input that the step asks for has a button that fills it in. */
export function MockCodes({ mock, user, step }: MockCodesProps) {
  const [codes, setCodes] = useState<{ readonly totp?: string; readonly emailed?: string | undefined }>({})
  const { email } = user
  const hasTotp = user.mfa.includes('totp')
  useEffect(() => {
    let isUnmounted = false
    const reload = async (): Promise<void> => {
      const [totp, emailed] = await Promise.all([hasTotp ? mock.totp(email) : '', mock.emailedCode(email)])
      if (!isUnmounted) setCodes({ totp, emailed })
    }
    // A failed request is repeated.
    const timer = setInterval(() => void reload().catch(() => {}), 1_000)
    void reload().catch(() => {})
    return () => {
      isUnmounted = true
      clearInterval(timer)
    }
  }, [mock, email, hasTotp])

  const rows: readonly (readonly [label: string, field: string, value: string | undefined])[] = [
    ['E-mail', 'email', user.email],
    ['Password', 'password', user.password],
    ['App code', 'code', codes.totp],
    ['Mail code', 'code', codes.emailed],
    ['Backup', 'code', user.backupCodes?.[0]],
  ]
  return (
    <dl className="mock-codes">
      {rows.map(([label, field, value]) =>
        value ? (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
              {fieldOfStep[step] === field && (
                <button type="button" className="quiet" onClick={() => fillIn(field, value)}>
                  Fill in<span className="visually-hidden"> {label.toLowerCase()}</span>
                </button>
              )}
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

function fillIn(field: string, value: string): void {
  const input = document.querySelector<HTMLInputElement>(`main input[name="${field}"]`)
  if (input === null) return
  input.value = value
  input.focus()
}
