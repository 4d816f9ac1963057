import { useContext, useState } from 'react'
import { useLoginFlow } from 'scaikey-portal-auth/react'
import { BusyContext } from './step-form.tsx'
import type { StepOf } from './step-of.ts'

/** Makes the portal send a code by e-mail, and confirms it. */
export function SendCode({ login }: { readonly login: StepOf<'mfa'> }) {
  const flow = useLoginFlow()
  const isBusy = useContext(BusyContext)
  const [sentCount, setSentCount] = useState(0)

  async function send(): Promise<void> {
    if (isBusy) return
    await login.sendEmailCode()
    // The action never rejects; the flow has the error.
    if (flow.getSnapshot().error === undefined) setSentCount((count) => count + 1)
  }

  return (
    <div className="send-code">
      <button type="button" className="secondary" aria-disabled={isBusy} onClick={() => void send()}>
        {sentCount === 0 ? 'Send the code' : 'Send another code'}
      </button>
      <p role="status" className="hint">
        {sentCount > 0 && `${sentCount === 1 ? 'A code' : 'Another code'} is on its way to ${login.email}.`}
      </p>
    </div>
  )
}
