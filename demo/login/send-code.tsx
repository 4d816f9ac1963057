import { useContext, useState } from 'react'
import { usePortalAuth } from 'scaikey-portal-auth/react'
import { BusyContext } from './step-form.tsx'
import type { StepOf } from './step-of.ts'

/** Has the code sent by e-mail, and says that it was. */
export function SendCode({ login }: { readonly login: StepOf<'mfa'> }) {
  const { flow } = usePortalAuth()
  const isBusy = useContext(BusyContext)
  const [sentCount, setSentCount] = useState(0)

  async function send(): Promise<void> {
    if (isBusy) return
    await login.sendEmailCode()
    // What went wrong is in the flow: the action itself never rejects.
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
