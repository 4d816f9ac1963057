import { ownValue } from '../base/own-value.ts'
import { randomId } from '../base/random.ts'
import type { FamilyRecord, UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'

/** Starts a family: one login and all tokens refreshed from it. */
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

/** A family, unless it is unknown or revoked. */
export function findLiveFamily({ state }: World, familyId: string): FamilyRecord | undefined {
  const family = ownValue(state.families, familyId)
  return family?.revokedAtMs === null ? family : undefined
}

/** Revokes a family: its refresh tokens stop working, and its access tokens if the policy checks revocation. */
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
