import { dayMs } from '../base/duration.ts'
import { requestsPerSweep } from '../state/state.ts'
import type { World } from '../state/world.ts'
import { isLockoutExpired } from './lockout.ts'

/** How long an ended session is kept. */
const keptMs = dayMs

/** A sweep keeps this many records of each kind: the latest ones, and of sessions those that live. */
const keptRecords = 10_000

/** A session is kept with this many of its refresh tokens, the latest ones. */
const keptTokens = 1000

/**
 * Deletes expired records once per {@link requestsPerSweep} requests, or less often with more records than that, so that the
 * cost for each request stays the same. The count is part of the state, so that a restored portal sweeps at the same
 * request as the original.
 */
export function sweepWhenDue(world: World): void {
  const { state } = world
  state.requestsUntilSweep -= 1
  if (state.requestsUntilSweep > 0) return
  sweep(world)
  state.requestsUntilSweep = Math.max(requestsPerSweep, countRecords(world))
}

/**
 * Deletes what can no longer change an answer, so that a server can run for weeks: expired flows, challenges and lockouts,
 * and families that ended long ago together with their refresh tokens. Of what is left it keeps the latest.
 */
function sweep(world: World): void {
  const { state, nowMs } = world
  const endedLongAgo = (endedAtMs: number): boolean => endedAtMs + keptMs <= nowMs
  for (const [token, { expiresAtMs }] of state.flows) if (expiresAtMs <= nowMs) state.flows.delete(token)
  dropWhere(state.challenges, ({ expiresAtMs }) => expiresAtMs <= nowMs)
  dropWhere(state.lockouts, (lockout) => isLockoutExpired(world, lockout))
  for (const token of [...state.flows.keys()].slice(0, -keptRecords)) state.flows.delete(token)
  keepLatest(state.challenges)
  keepLatest(state.lockouts)
  keepLatest(state.decoys)
  const endOf = familyEnds(world)
  dropWhere(state.families, (_, id) => endedLongAgo(endOf(id)))
  const ids = Object.keys(state.families)
  const ended = ids.filter((id) => state.families[id]?.revokedAtMs !== null)
  for (const id of ended.slice(0, Math.max(0, ids.length - keptRecords))) delete state.families[id]
  keepLatest(state.families)
  dropTokens(world)
}

/**
 * Deletes refresh tokens together with their family, not before: the reuse of a spent token must be detected while there is
 * a family to revoke. Only a family with very many tokens loses its oldest.
 */
function dropTokens({ state }: World): void {
  const kept = new Map<string, number>()
  for (const token of Object.keys(state.refreshTokens).reverse()) {
    const familyId = state.refreshTokens[token]?.familyId ?? ''
    const count = (kept.get(familyId) ?? 0) + 1
    kept.set(familyId, count)
    if (count > keptTokens || !Object.hasOwn(state.families, familyId)) delete state.refreshTokens[token]
  }
}

function keepLatest(records: Record<string, unknown>): void {
  for (const key of Object.keys(records).slice(0, -keptRecords)) delete records[key]
}

/** How many records a sweep looks at. */
function countRecords({ state }: World): number {
  const { challenges, lockouts, decoys, families, refreshTokens } = state
  const tables = [challenges, lockouts, decoys, families, refreshTokens]
  return tables.reduce((sum, table) => sum + Object.keys(table).length, state.flows.size)
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
