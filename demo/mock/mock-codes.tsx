import { useEffect, useState } from 'react'
import type { FlowSnapshot } from 'scaikey-portal-auth'
import type { MockControls, MockUser } from './mock-controls.ts'

/** What {@link MockCodes} takes. */
interface MockCodesProps {
  readonly mock: MockControls
  readonly user: MockUser
  /** Where the login stands. */
  readonly step: FlowSnapshot['step']
}

/** The field that a step asks for. */
const fieldOfStep: Partial<Record<FlowSnapshot['step'], string>> = {
  email: 'email',
  password: 'password',
  tenant: 'password',
  mfa: 'code',
}

/** What a user types, looked up once a second; what the step asks for has a button that types it. */
export function MockCodes({ mock, user, step }: MockCodesProps) {
  const [codes, setCodes] = useState<{ readonly totp?: string; readonly emailed?: string | undefined }>({})
  const { email } = user
  const hasTotp = user.mfa.includes('totp')
  useEffect(() => {
    let isGone = false
    const look = async (): Promise<void> => {
      const [totp, emailed] = await Promise.all([hasTotp ? mock.totp(email) : '', mock.emailedCode(email)])
      if (!isGone) setCodes({ totp, emailed })
    }
    // A look that fails is made again.
    const timer = setInterval(() => void look().catch(() => {}), 1_000)
    void look().catch(() => {})
    return () => {
      isGone = true
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
