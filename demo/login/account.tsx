import type { LoginFlowSnapshot } from 'scaikey-portal-auth'

/** The user who signs in, with the way back. A hidden field holds the name for password managers. */
export function Account({ login }: { readonly login: LoginFlowSnapshot }) {
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
