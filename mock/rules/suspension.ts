import type { UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/**
 * Refuses a suspended user, and anyone in a suspended tenant. It is asked only after the password, an MFA token or a
 * session has shown who it is: a stranger learns nothing from it.
 */
export function refuseWhileSuspended(
  { state }: Pick<World, 'state'>,
  user: UserRecord,
  tenantId: string,
): Refused | undefined {
  if (user.status === 'SUSPENDED') return { refused: 'accountSuspended' }
  return state.suspendedTenantIds.includes(tenantId) ? { refused: 'tenantSuspended' } : undefined
}
