import { ownValue } from '../base/own-value.ts'
import { randomToken } from '../base/random.ts'
import type { RefreshTokenRecord, UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'
import { findLiveFamily, revokeFamily } from './families.ts'
import { refuseWhileSuspended } from './suspension.ts'
import { findUserById } from './users.ts'

/** The result of a refresh: its session, and the refresh token to use next; `null` if the old one stays. */
export interface RefreshGrant {
  user: UserRecord
  tenantId: string
  familyId: string
  refreshToken: string | null
}

const refused: Refused = { refused: 'refreshRefused' }
const reused: Refused = { refused: 'refreshReused' }

/** Issues a refresh token of a family: opaque, for one use. */
export function issueRefreshToken({ state, policy, nowMs }: World, familyId: string): string {
  const token = randomToken(state.random, 'rt')
  state.refreshTokens[token] = {
    familyId,
    expiresAtMs: nowMs + policy.refresh.lifetimeMs,
    usedAtMs: null,
    successor: null,
  }
  return token
}

/** Rotates a refresh token: it marks the old one as used and issues the new one. A second use revokes the family. */
export function rotateRefreshToken(world: World, token: string): RefreshGrant | Refused {
  const { state, nowMs } = world
  const known = ownValue(state.refreshTokens, token)
  if (known === undefined) return refused
  const family = findLiveFamily(world, known.familyId)
  const user = family === undefined ? undefined : findUserById(state, family.userId)
  if (family === undefined || user === undefined) return refused

  const isSuspended = refuseWhileSuspended(world, user, family.tenantId) !== undefined
  if (known.usedAtMs === null) {
    if (known.expiresAtMs <= nowMs || isSuspended) return refused
    const granted = { user, tenantId: family.tenantId, familyId: known.familyId }
    if (!world.policy.refresh.rotates) return { ...granted, refreshToken: null }
    known.usedAtMs = nowMs
    known.successor = issueRefreshToken(world, known.familyId)
    return { ...granted, refreshToken: known.successor }
  }

  const successor = successorWithinGrace(world, known)
  if (successor === undefined) {
    if (world.policy.refresh.reuse === 'revoke_family') revokeFamily(world, known.familyId, 'reuse')
    return reused
  }
  if (isSuspended) return refused
  return { user, tenantId: family.tenantId, familyId: known.familyId, refreshToken: successor }
}

/** The unused successor of a used token, within the grace window after its use. */
function successorWithinGrace({ state, policy, nowMs }: World, spent: RefreshTokenRecord): string | undefined {
  const { usedAtMs, successor } = spent
  if (usedAtMs === null || successor === null || nowMs >= usedAtMs + policy.refresh.graceMs) return undefined
  const next = state.refreshTokens[successor]
  return next?.usedAtMs === null && next.expiresAtMs > nowMs ? successor : undefined
}
