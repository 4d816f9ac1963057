import type { LiveState } from '../state.ts'
import type { World } from '../world.ts'

/** The generations of keys whose signatures count now, the one that signs first. */
export function liveGenerations({ state, nowMs }: Pick<World, 'state' | 'nowMs'>): number[] {
  const { generation, retired } = state.keys
  return [generation, ...retired.filter(({ untilMs }) => untilMs > nowMs).map((old) => old.generation)]
}

/**
 * Signs with new keys from now on. The old ones stay in the JWKS for `overlapMs`: by default until the last token they
 * signed has expired.
 */
export function rotateKeys(
  { state, policy, nowMs }: World,
  overlapMs: number = policy.access.lifetimeSeconds * 1000,
): LiveState['keys'] {
  const { generation, retired } = state.keys
  const stillLive = retired.filter(({ untilMs }) => untilMs > nowMs)
  state.keys = { generation: generation + 1, retired: [{ generation, untilMs: nowMs + overlapMs }, ...stillLive] }
  return state.keys
}
