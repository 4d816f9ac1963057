import type { World } from '../state/world.ts'
import { isForgotten } from './lockout.ts'

/** A session that has been over for this long is forgotten: a day. */
const keptMs = 24 * 60 * 60 * 1000

/** Of the decoys shown, so many are remembered: the last ones. */
const keptDecoys = 10_000

/** Requests between two sweeps, at least. */
const leastRequests = 500

/**
 * Sweeps when it is time. The state says when that is, so that a portal restored from a snapshot sweeps at the request at
 * which the first one would have. The more is kept, the later the next sweep: its cost for each request stays the same.
 */
export function sweepWhenDue(world: World): void {
  const { state } = world
  state.requestsUntilSweep -= 1
  if (state.requestsUntilSweep > 0) return
  sweep(world)
  state.requestsUntilSweep = Math.max(leastRequests, state.flows.size)
}

/**
 * Forgets what can no longer change an answer, so that a server that runs for weeks does not grow: flows, challenges and
 * lockouts that ran out are as if they had never been, and so is what belongs to a family that is long over.
 */
function sweep(world: World): void {
  const { state, nowMs } = world
  const isLongOver = (endedAtMs: number): boolean => endedAtMs + keptMs <= nowMs
  for (const [token, { expiresAtMs }] of state.flows) if (expiresAtMs <= nowMs) state.flows.delete(token)
  dropWhere(state.challenges, ({ expiresAtMs }) => expiresAtMs <= nowMs)
  dropWhere(state.lockouts, (lockout) => isForgotten(world, lockout))
  const endOf = familyEnds(world)
  dropWhere(state.families, (_, id) => isLongOver(endOf(id)))
  // Together with its family and never before: a spent token must be known again for as long as its reuse has a family to end.
  dropWhere(state.refreshTokens, ({ familyId }) => !Object.hasOwn(state.families, familyId))
  const shown = Object.keys(state.decoys)
  for (const email of shown.slice(0, -keptDecoys)) delete state.decoys[email]
}

/** When each family ends: when it was revoked, or when the last access token has run out that its last refresh token could fetch. */
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
