import { createContext, type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import type { FlowSnapshot } from 'scaikey-portal-auth'
import { useTitle } from '../use-title.ts'
import { Countdown } from './countdown.tsx'
import { explain } from './explain.ts'
import { FieldErrorContext } from './field.tsx'
import { useCountdown } from './use-countdown.ts'

/** Whether the portal must not be asked for anything now: a request is under way, or it wants to be left alone. */
export const BusyContext = createContext(false)

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
  useTitle(title)
  const form = useRef<HTMLFormElement>(null)
  const headingId = useId()
  const waitSeconds = useCountdown(error)
  // Another input would abort the one under way, of which nobody knows what the portal has made already.
  const isBusy = pending || waitSeconds > 0
  // Whoever has to wait for another code may still give the one that has come.
  const waitsForCode = error?.operation === 'sendEmailCode'
  const maySubmit = !pending && (waitSeconds === 0 || waitsForCode)
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
    if (maySubmit) onSubmit((name) => String(input.get(name) ?? ''))
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
      <BusyContext value={isBusy}>
        <FieldErrorContext value={isOver ? undefined : error}>{children}</FieldErrorContext>
      </BusyContext>
      <Countdown seconds={waitSeconds} isOver={isOver} until={waitsForCode ? 'Another code' : 'Next attempt'} />
      <button type="submit" className="primary" aria-disabled={!maySubmit}>
        {pending ? 'One moment…' : submitLabel}
      </button>
    </form>
  )
}
