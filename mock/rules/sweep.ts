import { dayMs } from '../base/duration.ts'
import { requestsPerSweep } from '../state/state.ts'
import type { World } from '../state/world.ts'
import { isLockoutExpired } from './lockout.ts'

/** How long an ended session is kept. */
const keptMs = dayMs

/** The number of decoys that are kept: the latest ones. */
const keptDecoys = 10_000

/**
 * Deletes expired records once per {@link requestsPerSweep} requests, or less often with more flows than that, so that the
 * cost for each request stays the same. The count is part of the state, so that a restored portal sweeps at the same
 * request as the original.
 */
export function sweepWhenDue(world: World): void {
  const { state } = world
  state.requestsUntilSweep -= 1
  if (state.requestsUntilSweep > 0) return
  sweep(world)
  state.requestsUntilSweep = Math.max(requestsPerSweep, state.flows.size)
}

/**
 * Deletes what can no longer change an answer, so that a server can run for weeks: expired flows, challenges and lockouts,
 * and families that ended long ago together with their refresh tokens.
 */
function sweep(world: World): void {
  const { state, nowMs } = world
  const endedLongAgo = (endedAtMs: number): boolean => endedAtMs + keptMs <= nowMs
  for (const [token, { expiresAtMs }] of state.flows) if (expiresAtMs <= nowMs) state.flows.delete(token)
  dropWhere(state.challenges, ({ expiresAtMs }) => expiresAtMs <= nowMs)
  dropWhere(state.lockouts, (lockout) => isLockoutExpired(world, lockout))
  const endOf = familyEnds(world)
  dropWhere(state.families, (_, id) => endedLongAgo(endOf(id)))
  // Together with its family, not before: the reuse of a spent token must be detected while there is a family to revoke.
  dropWhere(state.refreshTokens, ({ familyId }) => !Object.hasOwn(state.families, familyId))
  const shown = Object.keys(state.decoys)
  for (const email of shown.slice(0, -keptDecoys)) delete state.decoys[email]
}

/** When each family ends: when it is revoked, or when the last access token expires that its last refresh token could get. */
function familyEnds({ state, policy }: World): (id: string) => number {
  const lastExpiry = new Map<string, number>()
  for (const { familyId, expiresAtMs } of Object.values(state.refreshTokens)) {
    lastExpiry.set(familyId, Math.max(lastExpiry.get(familyId) ?? 0, expiresAtMs))
  }
  return (id) => {
    return state.families[id]?.revokedAtMs ?? (lastExpiry.get(id) ?? 0) + policy.access.lifetimeSeconds * 1000
  }
}

function dropWhere<T>(records: Record<string, T>, isDropped: (record: T, key: string) => boolean): void {
  for (const key of Object.keys(records)) {
    const record = records[key]
    if (record !== undefined && isDropped(record, key)) delete records[key]
  }
}
