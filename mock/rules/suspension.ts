import type { UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/**
 * Refuses a suspended user, and any user of a suspended tenant. Call it only after a password, an MFA token or a session
 * has identified the user, so that it reveals nothing to others.
 */
export function refuseWhileSuspended(
  { state }: Pick<World, 'state'>,
  user: UserRecord,
  tenantId: string,
): Refused | undefined {
  if (user.status === 'SUSPENDED') return { refused: 'accountSuspended' }
  return state.suspendedTenantIds.includes(tenantId) ? { refused: 'tenantSuspended' } : undefined
}
