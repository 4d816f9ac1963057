import { ownValue } from '../base/own-value.ts'
import { randomId } from '../base/random.ts'
import type { FamilyRecord, UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'

/** Begins a family: one login and all that is refreshed from it. */
export function startFamily({ state, nowMs }: World, user: UserRecord, tenantId: string): string {
  const familyId = randomId(state.random, 'ses')
  state.families[familyId] = {
    userId: user.id,
    tenantId,
    startedAtMs: nowMs,
    revokedAtMs: null,
    revokedBecause: null,
  }
  return familyId
}

/** A family that was not revoked. */
export function findLiveFamily({ state }: World, familyId: string): FamilyRecord | undefined {
  const family = ownValue(state.families, familyId)
  return family?.revokedAtMs === null ? family : undefined
}

/** Ends a family: none of its refresh tokens counts any more, and none of its access tokens where revocation is checked. */
export function revokeFamily(
  { state, nowMs }: World,
  familyId: string,
  because: NonNullable<FamilyRecord['revokedBecause']>,
): void {
  const family = state.families[familyId]
  if (family === undefined || family.revokedAtMs !== null) return
  family.revokedAtMs = nowMs
  family.revokedBecause = because
}
