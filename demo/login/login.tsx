import { useLogin, useSession } from 'scaikey-portal-auth/react'
import { EmailStep } from './email-step.tsx'
import { MfaStep } from './mfa-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { SignedOutNote } from './signed-out-note.tsx'
import { TenantStep } from './tenant-step.tsx'
import { UnknownStep } from './unknown-step.tsx'

/** The whole login: one component for each step, and each gets the snapshot that has the step's own actions. */
export function Login() {
  const login = useLogin()
  const session = useSession()
  switch (login.step) {
    case 'email':
      // Until the storage has been read, an earlier login may still go on at a later step.
      if (login.pending && login.email === undefined) return <p className="waiting">One moment…</p>
      return <EmailStep login={login}>{login.error === undefined && <SignedOutNote session={session} />}</EmailStep>
    case 'password':
      return <PasswordStep login={login} />
    case 'tenant':
      return <TenantStep login={login} />
    case 'mfa':
      return <MfaStep login={login} />
    case 'unknown':
      return <UnknownStep login={login} />
    case 'done':
      return null
  }
}
