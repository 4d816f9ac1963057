import { ownValue } from '../base/own-value.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import type { LockoutRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/** Whether wrong passwords no longer count: after the end of the lock, or `lockMs` after the last failure without a lock. */
export function isLockoutExpired({ policy, nowMs }: World, { lockedUntilMs, lastFailureAtMs }: LockoutRecord): boolean {
  return (lockedUntilMs ?? lastFailureAtMs + policy.lockout.lockMs) <= nowMs
}

/** The wrong passwords that still count for an e-mail. */
function currentLockout(world: World, email: string): LockoutRecord | undefined {
  const lockout = ownValue(world.state.lockouts, canonicalEmail(email))
  return lockout === undefined || isLockoutExpired(world, lockout) ? undefined : lockout
}

/** Refuses a login while its e-mail is locked, known or unknown. */
export function refuseWhileLocked(world: World, email: string): Refused | undefined {
  const lockedUntilMs = currentLockout(world, email)?.lockedUntilMs ?? null
  if (lockedUntilMs === null) return undefined
  return { refused: 'accountLocked', retryAfterMs: lockedUntilMs - world.nowMs }
}

/** Counts a wrong password. The failure that starts the lock is still answered as a wrong password. */
export function countWrongPassword(world: World, email: string): void {
  const { state, policy, nowMs } = world
  const failures = (currentLockout(world, email)?.failures ?? 0) + 1
  const lockedUntilMs = failures >= policy.lockout.maxFailures ? nowMs + policy.lockout.lockMs : null
  state.lockouts[canonicalEmail(email)] = { failures, lastFailureAtMs: nowMs, lockedUntilMs }
}

/** Resets the count of an e-mail after a right password. */
export function forgetWrongPasswords({ state }: World, email: string): void {
  delete state.lockouts[canonicalEmail(email)]
}
