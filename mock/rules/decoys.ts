import { ownValue } from '../base/own-value.ts'
import { nextUint32, randomStateFrom } from '../base/random.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import type { LiveState } from '../state/state.ts'
import type { World } from '../state/world.ts'

/**
 * The ids of the tenants an unknown e-mail is shown, the same at every call. They are drawn as often as real users have
 * them, so that neither the number of tenants nor the size of the answer tells a decoy from a user.
 */
export function decoyTenantIds({ state }: Pick<World, 'state'>, email: string): readonly string[] {
  const key = canonicalEmail(email)
  const remembered = ownValue(state.decoys, key)
  if (remembered !== undefined) return remembered
  const drawn = drawTenantIds(state, key)
  // It is kept: users who are added later change what is common, and may not change what was shown.
  state.decoys[key] = drawn
  return drawn
}

/** One of the sets of tenants that users have, by weighted rendezvous: each set is weighed against the e-mail on its own. */
function drawTenantIds(state: LiveState, email: string): string[] {
  let chosen: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const [set, users] of Object.entries(populationOf(state))) {
    const draw = (nextUint32(randomStateFrom(`${state.decoyKey}:${email}:${set}`)) + 1) / 2 ** 32
    const distance = -Math.log(draw) / users
    if (chosen !== undefined && distance >= least) continue
    least = distance
    chosen = set
  }
  return chosen?.split(' ') ?? []
}

/** A portal without users shows one tenant, whichever. */
function populationOf({ memberships, tenants }: LiveState): Readonly<Record<string, number>> {
  for (const _set in memberships) return memberships
  return Object.fromEntries(tenants.map(({ id }) => [id, 1]))
}

/** Counts a user's tenants among those a decoy is drawn from. */
export function countMembership(state: LiveState, tenantIds: readonly string[]): void {
  const set = tenantIds.toSorted().join(' ')
  state.memberships[set] = (ownValue(state.memberships, set) ?? 0) + 1
}
