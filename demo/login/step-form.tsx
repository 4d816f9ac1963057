import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import type { FlowSnapshot } from 'scaikey-portal-auth'
import { Countdown } from './countdown.tsx'
import { explain } from './explain.ts'
import { FieldErrorContext } from './field.tsx'
import { useCountdown } from './use-countdown.ts'

/** What {@link StepForm} takes. */
interface StepFormProps {
  readonly login: FlowSnapshot
  readonly title: string
  /** The names of the fields: an error about another one is shown above them. */
  readonly fields: readonly string[]
  readonly submitLabel: string
  /** Given a function that reads a field. */
  readonly onSubmit: (read: (name: string) => string) => void
  readonly children: ReactNode
}

/**
 * The form of a step. When it appears, the focus goes to its first field, or to the one with `data-first`; later to what
 * is wrong.
 */
export function StepForm({ login, title, fields, submitLabel, onSubmit, children }: StepFormProps) {
  const { error, pending } = login
  const form = useRef<HTMLFormElement>(null)
  const headingId = useId()
  const waitSeconds = useCountdown(error)
  const isOver = error?.retryAfterMs !== undefined && waitSeconds === 0
  const isElsewhere = error !== undefined && !fields.includes(error.field ?? '')

  useEffect(() => {
    const { current } = form
    const first = current?.querySelector('[data-first]') ?? current?.querySelector('input:not([aria-hidden])')
    if (first instanceof HTMLElement) first.focus()
  }, [])
  useEffect(() => {
    if (error === undefined) return
    const wrong = form.current?.querySelector(isElsewhere ? '.error' : `[name="${error.field}"]`)
    if (wrong instanceof HTMLElement) wrong.focus()
    if (wrong instanceof HTMLInputElement && wrong.type === 'text') wrong.select()
  }, [error, isElsewhere])

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const input = new FormData(event.currentTarget)
    if (waitSeconds === 0) onSubmit((name) => String(input.get(name) ?? ''))
  }

  return (
    <form ref={form} className="step" onSubmit={submit} aria-labelledby={headingId} aria-busy={pending}>
      <h1 id={headingId}>{title}</h1>
      <div role="alert">
        {isElsewhere && !isOver && (
          <p className="error" tabIndex={-1}>
            {explain(error)}
          </p>
        )}
      </div>
      <FieldErrorContext value={isOver ? undefined : error}>{children}</FieldErrorContext>
      <Countdown seconds={waitSeconds} isOver={isOver} />
      <button type="submit" className="primary" aria-disabled={pending || waitSeconds > 0}>
        {pending ? 'One moment…' : submitLabel}
      </button>
    </form>
  )
}
