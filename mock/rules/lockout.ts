import { lookUp } from '../base/look-up.ts'
import type { LockoutRecord } from '../state.ts'
import type { Refused, World } from '../world.ts'
import { canonicalEmail } from './emails.ts'

/** What still counts against an e-mail: nothing once the lock has ended, or long after the last failure. */
function currentLockout({ state, policy, nowMs }: World, email: string): LockoutRecord | undefined {
  const key = canonicalEmail(email)
  const lockout = lookUp(state.lockouts, key)
  if (lockout === undefined) return undefined
  const forgottenAtMs = lockout.lockedUntilMs ?? lockout.lastFailureAtMs + policy.lockout.lockMs
  return forgottenAtMs <= nowMs ? undefined : lockout
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
