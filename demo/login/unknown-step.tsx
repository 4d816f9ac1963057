import { useEffect, useRef } from 'react'
import { useTitle } from '../use-title.ts'
import type { StepOf } from './step-of.ts'

/** The portal wants something this page does not know of, such as a new password. */
export function UnknownStep({ login }: { readonly login: StepOf<'unknown'> }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle('Go on in the portal')
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="step" aria-labelledby="unknown-heading">
      <h1 id="unknown-heading" ref={heading} tabIndex={-1}>
        Go on in the portal
      </h1>
      <p>
        Before you can sign in here, the portal asks for something that this page does not offer:{' '}
        <code>{login.status}</code>. Sign in to the portal itself once, then come back.
      </p>
      <button type="button" className="primary" onClick={login.restart}>
        Start again
      </button>
    </section>
  )
}
