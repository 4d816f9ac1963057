import { useEffect, useRef } from 'react'
import { useTitle } from '../use-title.ts'
import type { StepOf } from './step-of.ts'

/** The portal requires a step that this page does not support, such as a new password. */
export function UnsupportedStep({ login }: { readonly login: StepOf<'unsupported'> }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle('Continue in the portal')
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="step" aria-labelledby="unsupported-heading">
      <h1 id="unsupported-heading" ref={heading} tabIndex={-1}>
        Continue in the portal
      </h1>
      <p>
        Before you can sign in here, the portal requires a step that this page does not support:{' '}
        <code>{login.status}</code>. Sign in to the portal itself once, then come back.
      </p>
      <button type="button" className="primary" onClick={login.restart}>
        Start again
      </button>
    </section>
  )
}
