import type { Tenant, UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'
import { decoyTenantIds } from './decoys.ts'

const bySlug = (a: Tenant, b: Tenant): number => (a.slug < b.slug ? -1 : 1)

/** The tenants shown for an e-mail, in the order of their slugs: a user's own, or what the policy shows for nobody. */
export function tenantsShown(world: World, email: string, user: UserRecord | undefined): Tenant[] {
  // The decoys are drawn for a known e-mail as well: the work is the same.
  const decoyIds = decoyTenantIds(world, email)
  const nobodysIds = world.policy.identify.unknownEmail === 'decoy' ? decoyIds : []
  const shownIds = user?.tenantIds ?? nobodysIds
  return world.state.tenants.filter(({ id }) => shownIds.includes(id)).toSorted(bySlug)
}

/** Whether a choice must be made among these tenants. */
export function requiresTenantSelection(tenantIds: readonly string[]): boolean {
  return tenantIds.length > 1
}

/**
 * The tenant a login is for: the one chosen if it is among those shown, else the only one. `null`: a foreign tenant, or
 * none at all, which the caller answers as it answers a wrong password. A missing choice is refused.
 */
export function selectTenant(
  shownIds: readonly string[],
  chosenId: string | null,
): { tenantId: string | null } | Refused {
  if (chosenId !== null) return { tenantId: shownIds.includes(chosenId) ? chosenId : null }
  if (requiresTenantSelection(shownIds)) return { refused: 'tenantRequired' }
  return { tenantId: shownIds[0] ?? null }
}
