import { useLogin, useSession } from 'scaikey-portal-auth/react'
import { EmailStep } from './email-step.tsx'
import { MfaStep } from './mfa-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { SignedOutNote } from './signed-out-note.tsx'
import { TenantStep } from './tenant-step.tsx'
import { UnsupportedStep } from './unsupported-step.tsx'

/** The whole login: one component for each step, with the snapshot that has the actions of the step. */
export function Login() {
  const login = useLogin()
  const session = useSession()
  switch (login.step) {
    case 'email':
      // Until the storage has been read, an earlier login may still continue at a later step.
      if (login.pending && login.email === undefined) return <p className="waiting">One moment…</p>
      return <EmailStep login={login}>{login.error === undefined && <SignedOutNote session={session} />}</EmailStep>
    case 'password':
      return <PasswordStep login={login} />
    case 'tenant':
      return <TenantStep login={login} />
    case 'mfa':
      return <MfaStep login={login} />
    case 'unsupported':
      return <UnsupportedStep login={login} />
    case 'done':
      return null
  }
}
