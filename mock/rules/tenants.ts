import type { Tenant, UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'
import { decoyTenantIds } from './decoys.ts'

const bySlug = (a: Tenant, b: Tenant): number => (a.slug < b.slug ? -1 : 1)

/** The tenants that are listed for an e-mail, sorted by slug: the user's, or for an unknown e-mail what the policy says. */
export function tenantsShown(world: World, email: string, user: UserRecord | undefined): Tenant[] {
  // Decoys are drawn for a known e-mail too, so that the work is the same.
  const decoyIds = decoyTenantIds(world, email)
  const unknownIds = world.policy.identify.unknownEmail === 'decoy' ? decoyIds : []
  const shownIds = user?.tenantIds ?? unknownIds
  return world.state.tenants.filter(({ id }) => shownIds.includes(id)).toSorted(bySlug)
}

/** Whether the user must choose one of these tenants. */
export function requiresTenantSelection(tenantIds: readonly string[]): boolean {
  return tenantIds.length > 1
}

/**
 * The tenant of a login: the chosen one if it was listed, or the only one listed. `null` for a foreign tenant or no tenant,
 * which the caller answers like a wrong password. A missing choice is refused.
 */
export function selectTenant(
  shownIds: readonly string[],
  chosenId: string | null,
): { tenantId: string | null } | Refused {
  if (chosenId !== null) return { tenantId: shownIds.includes(chosenId) ? chosenId : null }
  if (requiresTenantSelection(shownIds)) return { refused: 'tenantRequired' }
  return { tenantId: shownIds[0] ?? null }
}
