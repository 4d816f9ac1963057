import { ownValue } from '../base/own-value.ts'
import { nextUint32, randomStateFrom } from '../base/random.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import type { LiveState } from '../state/state.ts'
import type { World } from '../state/world.ts'

/**
 * The ids of the tenants that identify lists for an unknown e-mail, the same for every call. They are drawn with the
 * frequency that real users have them, so that neither their number nor the size of the answer reveals a decoy.
 */
export function decoyTenantIds({ state }: Pick<World, 'state'>, email: string): readonly string[] {
  const key = canonicalEmail(email)
  const remembered = ownValue(state.decoys, key)
  if (remembered !== undefined) return remembered
  const drawn = drawTenantIds(state, key)
  // Kept, because users that are added later change the frequencies but must not change this answer.
  state.decoys[key] = drawn
  return drawn
}

/** Draws one of the users' sets of tenants by weighted rendezvous hashing: each set gets a score for the e-mail. */
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

/** The sets of tenants, and how many users have each. Without users: each tenant alone. */
function populationOf({ memberships, tenants }: LiveState): Readonly<Record<string, number>> {
  for (const _set in memberships) return memberships
  return Object.fromEntries(tenants.map(({ id }) => [id, 1]))
}

/** Adds a user's tenants to the sets that decoys are drawn from. */
export function countMembership(state: LiveState, tenantIds: readonly string[]): void {
  const set = tenantIds.toSorted().join(' ')
  state.memberships[set] = (ownValue(state.memberships, set) ?? 0) + 1
}
