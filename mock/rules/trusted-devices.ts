import type { World } from '../state/world.ts'

/** Who logs in where, and from which device: the value of its `User-Agent` header, `''` without one. */
export interface DeviceUse {
  userId: string
  tenantId: string
  device: string
}

/** Remembers a device, as `trust_device: true` asks. */
export function trustDevice({ state, policy, nowMs }: World, use: DeviceUse): void {
  if (policy.trustedDevices.recognisedBy === 'nothing') return
  state.trustedDevices = state.trustedDevices.filter((known) => known.expiresAtMs > nowMs && !isSameUse(known, use))
  state.trustedDevices.push({ ...use, expiresAtMs: nowMs + policy.trustedDevices.lifetimeMs })
}

/** Whether this user need not give a second factor here. */
export function isTrustedDevice({ state, policy, nowMs }: World, use: DeviceUse): boolean {
  if (policy.trustedDevices.recognisedBy === 'nothing') return false
  return state.trustedDevices.some((known) => known.expiresAtMs > nowMs && isSameUse(known, use))
}

/** Forgets every device of a user. */
export function forgetDevices({ state }: Pick<World, 'state'>, userId: string): void {
  state.trustedDevices = state.trustedDevices.filter((known) => known.userId !== userId)
}

function isSameUse(a: DeviceUse, b: DeviceUse): boolean {
  return a.userId === b.userId && a.tenantId === b.tenantId && a.device === b.device
}
