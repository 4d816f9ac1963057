import { ownValue } from '../base/own-value.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import type { LockoutRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/** Whether wrong passwords no longer count: once the lock has ended, or as long as a lock lasts after the last of them. */
export function isLockoutExpired({ policy, nowMs }: World, { lockedUntilMs, lastFailureAtMs }: LockoutRecord): boolean {
  return (lockedUntilMs ?? lastFailureAtMs + policy.lockout.lockMs) <= nowMs
}

/** What still counts against an e-mail. */
function currentLockout(world: World, email: string): LockoutRecord | undefined {
  const lockout = ownValue(world.state.lockouts, canonicalEmail(email))
  return lockout === undefined || isLockoutExpired(world, lockout) ? undefined : lockout
}

/** Refuses while an e-mail is locked, whether or not a user has it. */
export function refuseWhileLocked(world: World, email: string): Refused | undefined {
  const lockedUntilMs = currentLockout(world, email)?.lockedUntilMs ?? null
  if (lockedUntilMs === null) return undefined
  return { refused: 'accountLocked', retryAfterMs: lockedUntilMs - world.nowMs }
}

/** Counts a wrong password. The last one allowed is still answered as wrong; the lock begins with it. */
export function countWrongPassword(world: World, email: string): void {
  const { state, policy, nowMs } = world
  const failures = (currentLockout(world, email)?.failures ?? 0) + 1
  const lockedUntilMs = failures >= policy.lockout.maxFailures ? nowMs + policy.lockout.lockMs : null
  state.lockouts[canonicalEmail(email)] = { failures, lastFailureAtMs: nowMs, lockedUntilMs }
}

/** Forgets the wrong passwords of an e-mail: a right one was given. */
export function forgetWrongPasswords({ state }: World, email: string): void {
  delete state.lockouts[canonicalEmail(email)]
}
