import { ownValue } from '../base/own-value.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import type { LockoutRecord, UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/** Whether failures no longer count: after the end of the lock, or `lockMs` after the last failure without a lock. */
export function isLockoutExpired({ policy, nowMs }: World, { lockedUntilMs, lastFailureAtMs }: LockoutRecord): boolean {
  return (lockedUntilMs ?? lastFailureAtMs + policy.lockout.lockMs) <= nowMs
}

/** The failures that still count for an e-mail or a user. */
function currentLockout(world: World, key: string): LockoutRecord | undefined {
  const lockout = ownValue(world.state.lockouts, key)
  return lockout === undefined || isLockoutExpired(world, lockout) ? undefined : lockout
}

function refuseWhile(world: World, key: string): Refused | undefined {
  const lockedUntilMs = currentLockout(world, key)?.lockedUntilMs ?? null
  if (lockedUntilMs === null) return undefined
  return { refused: 'accountLocked', retryAfterMs: lockedUntilMs - world.nowMs }
}

function countFailure(world: World, key: string, mostFailures: number): void {
  const { state, policy, nowMs } = world
  const failures = (currentLockout(world, key)?.failures ?? 0) + 1
  const lockedUntilMs = failures >= mostFailures ? nowMs + policy.lockout.lockMs : null
  state.lockouts[key] = { failures, lastFailureAtMs: nowMs, lockedUntilMs }
}

/** Refuses a login while its e-mail is locked, known or unknown. */
export function refuseWhileLocked(world: World, email: string): Refused | undefined {
  return refuseWhile(world, canonicalEmail(email))
}

/** Counts a wrong password. The failure that starts the lock is still answered as a wrong password. */
export function countWrongPassword(world: World, email: string): void {
  countFailure(world, canonicalEmail(email), world.policy.lockout.maxFailures)
}

/** Refuses codes of a user whose second factors are locked. */
export function refuseWhileCodesLocked(world: World, user: UserRecord): Refused | undefined {
  return refuseWhile(world, user.id)
}

/** Counts a wrong code of a user, for any of its MFA tokens, if the policy locks second factors. */
export function countWrongCodeOfUser(world: World, user: UserRecord): void {
  const { maxFailures } = world.policy.mfa
  if (maxFailures > 0) countFailure(world, user.id, maxFailures)
}

/** Resets the count of a user's wrong codes after a right one. */
export function forgetWrongCodes({ state }: World, user: UserRecord): void {
  delete state.lockouts[user.id]
}

/** Resets the count of an e-mail after a right password. */
export function forgetWrongPasswords({ state }: World, email: string): void {
  delete state.lockouts[canonicalEmail(email)]
}
