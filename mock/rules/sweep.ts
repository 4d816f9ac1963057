import type { PortalState } from '../state.ts'

/** What has been over for this long is forgotten: a day. Until then a spent token is told from none in a snapshot. */
const KEPT_MS = 24 * 60 * 60 * 1000

/** Of the decoys shown, so many are remembered: the last ones. */
const KEPT_DECOYS = 10_000

/**
 * Forgets what can no longer change an answer, so that a server that runs for weeks does not grow: flows, challenges and
 * refresh tokens that ran out long ago are refused as unknown ones are.
 */
export function sweep(state: PortalState, nowMs: number): void {
  const isOver = (endedAtMs: number): boolean => endedAtMs + KEPT_MS <= nowMs
  dropWhere(state.flows, ({ expiresAtMs }) => isOver(expiresAtMs))
  dropWhere(state.challenges, ({ expiresAtMs }) => isOver(expiresAtMs))
  dropWhere(state.refreshTokens, ({ expiresAtMs }) => isOver(expiresAtMs))
  dropWhere(state.lockouts, ({ lastFailureAtMs, lockedUntilMs }) => isOver(lockedUntilMs ?? lastFailureAtMs))
  const shown = Object.keys(state.decoys)
  for (const email of shown.slice(0, -KEPT_DECOYS)) delete state.decoys[email]
}

function dropWhere<T>(records: Record<string, T>, isDropped: (record: T) => boolean): void {
  for (const [key, record] of Object.entries(records)) if (isDropped(record)) delete records[key]
}
