import { ownValue } from '../base/own-value.ts'
import { randomToken } from '../base/random.ts'
import type { ChallengeRecord, UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/** Begins the wait for a second factor and names it by an MFA token. */
export function issueMfaToken(
  { state, policy, nowMs }: World,
  user: UserRecord,
  tenantId: string,
): { token: string; challenge: ChallengeRecord } {
  const token = randomToken(state.random, 'mfa')
  const challenge: ChallengeRecord = {
    userId: user.id,
    tenantId,
    expiresAtMs: nowMs + policy.mfa.lifetimeMs,
    wrongCodes: 0,
    usedAtMs: null,
    emailCode: null,
  }
  state.challenges[token] = challenge
  return { token, challenge }
}

/** The challenge of a token that is known, this user's, not too old, not used and not spent on wrong codes. */
export function findChallenge(
  { state, policy, nowMs }: World,
  token: string,
  userId: string,
): { challenge: ChallengeRecord } | Refused {
  const challenge = ownValue(state.challenges, token)
  const isAlive =
    challenge !== undefined &&
    challenge.userId === userId &&
    challenge.usedAtMs === null &&
    challenge.expiresAtMs > nowMs &&
    challenge.wrongCodes < policy.mfa.maxAttempts
  return isAlive ? { challenge } : { refused: 'mfaTokenInvalid' }
}

/** Counts a wrong code against the token. */
export function countWrongCode(challenge: ChallengeRecord): void {
  challenge.wrongCodes += 1
}

/** Ends a challenge: a token is good for one success. */
export function spendChallenge({ nowMs }: World, challenge: ChallengeRecord): void {
  challenge.usedAtMs = nowMs
}
