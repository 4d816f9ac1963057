import type { World } from '../state/world.ts'
import type { BearerSession } from './access-tokens.ts'
import { revokeFamily } from './families.ts'

/** Ends the sessions that the policy says: this one, every session of its user, or none. */
export function endSessions(world: World, { user, familyId }: BearerSession): void {
  switch (world.policy.logout.ends) {
    case 'nothing':
      return
    case 'session':
      revokeFamily(world, familyId, 'logout')
      return
    case 'all_sessions':
      for (const [id, family] of Object.entries(world.state.families)) {
        if (family.userId === user.id) revokeFamily(world, id, 'logout')
      }
  }
}
