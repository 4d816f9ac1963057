import { useId } from 'react'
import type { PortalTenant } from 'scaikey-portal-auth'
import { FieldError, useFieldError } from './field.tsx'

/** What {@link TenantPicker} takes. */
interface TenantPickerProps {
  readonly tenants: readonly PortalTenant[]
  readonly chosenId: string | undefined
  readonly onChoose: (tenantId: string) => void
}

/** The choice of a tenant. */
export function TenantPicker({ tenants, chosenId, onChoose }: TenantPickerProps) {
  const errorId = useId()
  const error = useFieldError('tenantId')
  return (
    <fieldset className="choices" aria-describedby={error && errorId}>
      <legend>Organisation</legend>
      {tenants.map(({ id, name, slug }) => (
        <label key={id} className="choice">
          <input
            type="radio"
            name="tenantId"
            value={id}
            required
            checked={id === chosenId}
            onChange={() => onChoose(id)}
          />
          <span className="choice-name">{name ?? slug ?? id}</span>
          {name && slug && <span className="choice-detail">{slug}</span>}
        </label>
      ))}
      <FieldError id={errorId} text={error} />
    </fieldset>
  )
}
