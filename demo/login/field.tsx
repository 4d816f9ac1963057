import { createContext, type InputHTMLAttributes, type ReactNode, useContext, useId } from 'react'
import type { FlowError } from 'scaikey-portal-auth'
import { explain } from './explain.ts'

/** What went wrong with the last input, for the field it is about. */
export const FieldErrorContext = createContext<FlowError | undefined>(undefined)

/** What {@link Field} takes: whatever an input takes, and these. */
interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** Stands beside the input. */
  readonly children?: ReactNode
}

/** An input with its label, its hint and what is wrong with it. */
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

/** What is wrong with a field, in words; undefined where nothing is. */
export function useFieldError(name: string): string | undefined {
  const error = useContext(FieldErrorContext)
  return error?.field === name ? explain(error) : undefined
}

/** What is wrong with a field. The place is always there, so that what appears in it is read out. */
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
