import type { World } from '../state/world.ts'

/** The user, tenant and device of a login. A device is the value of its `User-Agent` header, `''` without one. */
export interface DeviceUse {
  userId: string
  tenantId: string
  device: string
}

/** A portal keeps this many other devices, the latest ones: each login looks through them. */
const keptDevices = 1000

/** Trusts a device, for `trust_device: true`. */
export function trustDevice({ state, policy, nowMs }: World, use: DeviceUse): void {
  if (policy.trustedDevices.recognisedBy === 'nothing') return
  const others = state.trustedDevices.filter((known) => known.expiresAtMs > nowMs && !isSameUse(known, use))
  state.trustedDevices = others.slice(-keptDevices)
  state.trustedDevices.push({ ...use, expiresAtMs: nowMs + policy.trustedDevices.lifetimeMs })
}

/** Whether this user needs no second factor for this tenant on this device. */
export function isTrustedDevice({ state, policy, nowMs }: World, use: DeviceUse): boolean {
  if (policy.trustedDevices.recognisedBy === 'nothing') return false
  return state.trustedDevices.some((known) => known.expiresAtMs > nowMs && isSameUse(known, use))
}

/** Deletes every trusted device of a user. */
export function forgetDevices({ state }: Pick<World, 'state'>, userId: string): void {
  state.trustedDevices = state.trustedDevices.filter((known) => known.userId !== userId)
}

function isSameUse(a: DeviceUse, b: DeviceUse): boolean {
  return a.userId === b.userId && a.tenantId === b.tenantId && a.device === b.device
}
