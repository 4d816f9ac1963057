import type { Account, Probe } from './probe.ts'
import { chargedLogins, firstLogin, loginWithoutTenant } from './probes-of-login.ts'
import { logOut, probesOfSession } from './probes-of-session.ts'
import { probesWithoutAccount } from './probes-without-account.ts'

/** How many kinds of refusal an account can be charged with. */
export const mostCharges = 3

/**
 * Every request that may be sent, in order, each at most once. Without an account none needs one; `charges` is how
 * many kinds of refusal the portal may count against the account.
 */
export function listProbes(account: Account | undefined, charges: number): readonly Probe[] {
  if (account === undefined) return probesWithoutAccount
  return [
    ...probesWithoutAccount,
    ...firstLogin(account),
    ...probesOfSession,
    ...loginWithoutTenant(account),
    logOut,
    ...chargedLogins(account).slice(0, charges).flat(),
    logOut,
  ]
}
