import type { LiveState } from '../state/state.ts'
import type { World } from '../state/world.ts'

/** The generations of keys whose signatures are valid now. The first one signs. */
export function liveGenerations({ state, nowMs }: Pick<World, 'state' | 'nowMs'>): number[] {
  const { generation, retired } = state.keys
  return [generation, ...retired.filter(({ untilMs }) => untilMs > nowMs).map((old) => old.generation)]
}

/**
 * Signs with new keys from now on. The old keys stay in the JWKS for at most `overlapMs`: by default until the last token
 * that they signed expires.
 */
export function rotateKeys(
  { state, policy, nowMs }: World,
  overlapMs: number = policy.access.lifetimeSeconds * 1000,
): LiveState['keys'] {
  const { generation, retired } = state.keys
  const lastMs = nowMs + overlapMs
  const old = [
    { generation, untilMs: lastMs },
    ...retired.map((each) => ({ ...each, untilMs: Math.min(each.untilMs, lastMs) })),
  ]
  state.keys = { generation: generation + 1, retired: old.filter(({ untilMs }) => untilMs > nowMs) }
  return state.keys
}
