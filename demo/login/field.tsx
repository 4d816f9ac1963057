import { createContext, type InputHTMLAttributes, type ReactNode, useContext, useId } from 'react'
import type { LoginFlowError } from 'scaikey-portal-auth'
import { explain } from './explain.ts'

/** The failure of the last input, for the field that it belongs to. */
export const FieldErrorContext = createContext<LoginFlowError | undefined>(undefined)

/** What {@link Field} takes besides the attributes of an input. */
interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** Shown beside the input. */
  readonly children?: ReactNode
}

/** An input with its label, its hint and its error. */
export function Field({ label, hint, children, ...input }: FieldProps) {
  const id = useId()
  const error = useFieldError(input.name)
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <div className="input-row">
        <input
          {...input}
          id={id}
          required
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={error !== undefined}
          aria-describedby={describedBy || undefined}
        />
        {children}
      </div>
      <FieldError id={`${id}-error`} text={error} />
    </div>
  )
}

/** The error message of a field; undefined if there is no error. */
export function useFieldError(name: string): string | undefined {
  const error = useContext(FieldErrorContext)
  return error?.field === name ? explain(error) : undefined
}

/** The error of a field. The live region is always present, so that a screen reader announces a new error. */
export function FieldError({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return (
    <div role="alert">
      {text && (
        <p id={id} className="error">
          {text}
        </p>
      )}
    </div>
  )
}
