import type { Account, Probe } from './probe.ts'
import { chargedLogins, firstLogin, loginWithoutTenant } from './probes-of-login.ts'
import { logOut, probesOfSession } from './probes-of-session.ts'
import { probesWithoutAccount } from './probes-without-account.ts'

/** The number of kinds of failure that an account can be charged with. */
export const maxCharges = 3

/**
 * Lists the requests in the order of sending. Each is sent at most once. `charges` is the number of kinds of failure that
 * the portal may count for the account.
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
