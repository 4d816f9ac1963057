import { ownValue } from '../base/own-value.ts'
import { randomToken } from '../base/random.ts'
import type { ChallengeRecord, UserRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/** Starts a challenge for a second factor, and issues the MFA token that identifies it. */
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

/** The challenge of an MFA token. Refused if the token is unknown, another user's, expired, used or out of attempts. */
export function findChallenge(
  { state, policy, nowMs }: World,
  token: string,
  userId: string,
): { challenge: ChallengeRecord } | Refused {
  const challenge = ownValue(state.challenges, token)
  const isUsable =
    challenge !== undefined &&
    challenge.userId === userId &&
    challenge.usedAtMs === null &&
    challenge.expiresAtMs > nowMs &&
    challenge.wrongCodes < policy.mfa.maxAttempts
  return isUsable ? { challenge } : { refused: 'mfaTokenInvalid' }
}

/** Counts a wrong code against the token. */
export function countWrongCode(challenge: ChallengeRecord): void {
  challenge.wrongCodes += 1
}

/** Ends a challenge: an MFA token works for one successful code. */
export function spendChallenge({ nowMs }: World, challenge: ChallengeRecord): void {
  challenge.usedAtMs = nowMs
}
