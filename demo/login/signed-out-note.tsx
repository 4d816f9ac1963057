import type { SessionSnapshot } from 'scaikey-portal-auth'

/** Why nobody is signed in, if the user may wonder. */
export function SignedOutNote({ session }: { readonly session: SessionSnapshot }) {
  if (session.status !== 'signed_out' || session.reason === 'none') return null
  const words = session.reason === 'logout' ? 'You have signed out.' : 'Your session has ended. Sign in again, please.'
  return (
    <p className="note" role="status">
      {words}
    </p>
  )
}
