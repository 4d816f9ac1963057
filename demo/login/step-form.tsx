import { createContext, type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import type { LoginFlowSnapshot } from 'scaikey-portal-auth'
import { useTitle } from '../use-title.ts'
import { Countdown } from './countdown.tsx'
import { explain } from './explain.ts'
import { FieldErrorContext } from './field.tsx'
import { useCountdown } from './use-countdown.ts'

/** Whether no request may be sent now: one is under way, or the portal asked to wait. */
export const BusyContext = createContext(false)

/** What {@link StepForm} takes. */
interface StepFormProps {
  readonly login: LoginFlowSnapshot
  readonly title: string
  /** The names of the fields. An error that belongs to another field is shown above them. */
  readonly fields: readonly string[]
  readonly submitLabel: string
  /** Gets a function that reads a field. */
  readonly onSubmit: (read: (name: string) => string) => void
  readonly children: ReactNode
}

/**
 * The form of a step. When it appears, it focuses its first field, or the one with `data-first`; later the field with the
 * error.
 */
export function StepForm({ login, title, fields, submitLabel, onSubmit, children }: StepFormProps) {
  const { error, pending } = login
  useTitle(title)
  const form = useRef<HTMLFormElement>(null)
  const headingId = useId()
  const waitSeconds = useCountdown(error)
  // Another input would abort the request under way, which the portal may already have processed.
  const isBusy = pending || waitSeconds > 0
  // A user who has to wait for another code can still enter the last one.
  const waitsForCode = error?.operation === 'sendEmailCode'
  const maySubmit = !pending && (waitSeconds === 0 || waitsForCode)
  const waitIsOver = error?.retryAfterMs !== undefined && waitSeconds === 0
  const isOutsideFields = error !== undefined && !fields.includes(error.field ?? '')

  useEffect(() => {
    const { current } = form
    const first = current?.querySelector('[data-first]') ?? current?.querySelector('input:not([aria-hidden])')
    if (first instanceof HTMLElement) first.focus()
  }, [])
  useEffect(() => {
    if (error === undefined) return
    const wrong = form.current?.querySelector(isOutsideFields ? '.error' : `[name="${error.field}"]`)
    if (wrong instanceof HTMLElement) wrong.focus()
    if (wrong instanceof HTMLInputElement && wrong.type === 'text') wrong.select()
  }, [error, isOutsideFields])

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const input = new FormData(event.currentTarget)
    if (maySubmit) onSubmit((name) => String(input.get(name) ?? ''))
  }

  return (
    <form ref={form} className="step" onSubmit={submit} aria-labelledby={headingId} aria-busy={pending}>
      <h1 id={headingId}>{title}</h1>
      <div role="alert">
        {isOutsideFields && !waitIsOver && (
          <p className="error" tabIndex={-1}>
            {explain(error)}
          </p>
        )}
      </div>
      <BusyContext value={isBusy}>
        <FieldErrorContext value={waitIsOver ? undefined : error}>{children}</FieldErrorContext>
      </BusyContext>
      <Countdown seconds={waitSeconds} waitIsOver={waitIsOver} until={waitsForCode ? 'Another code' : 'Next attempt'} />
      <button type="submit" className="primary" aria-disabled={!maySubmit}>
        {pending ? 'One moment…' : submitLabel}
      </button>
    </form>
  )
}
