import type { FlowSnapshot } from 'scaikey-portal-auth'

/** Who is signing in, with the way back. Password managers find the name in a field of its own. */
export function Account({ login }: { readonly login: FlowSnapshot }) {
  return (
    <p className="account">
      <span className="account-name">{login.email}</span>
      <input
        className="visually-hidden"
        autoComplete="username"
        value={login.email ?? ''}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <button type="button" className="link" onClick={login.restart}>
        Not you?
      </button>
    </p>
  )
}
