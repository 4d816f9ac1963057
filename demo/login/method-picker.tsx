import type { MfaMethod } from 'scaikey-portal-auth'

const names: Readonly<Record<string, readonly [name: string, detail: string]>> = {
  totp: ['Authenticator app', 'The code it shows now'],
  email: ['E-mail', 'A code that is sent to you'],
  backup_code: ['Backup code', 'One from your list'],
}

/** What {@link MethodPicker} takes. */
interface MethodPickerProps {
  readonly methods: readonly MfaMethod[]
  readonly chosen: MfaMethod
  readonly onChoose: (method: MfaMethod) => void
}

/** The choice of a second factor. An unknown one is shown under the portal's name for it. */
export function MethodPicker({ methods, chosen, onChoose }: MethodPickerProps) {
  return (
    <fieldset className="choices">
      <legend>How do you want to confirm it is you?</legend>
      {methods.map((method) => (
        <label key={method} className="choice">
          <input
            type="radio"
            name="method"
            value={method}
            checked={method === chosen}
            onChange={() => onChoose(method)}
          />
          <span className="choice-name">{names[method]?.[0] ?? method}</span>
          <span className="choice-detail">{names[method]?.[1]}</span>
        </label>
      ))}
    </fieldset>
  )
}
