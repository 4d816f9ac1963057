import { randomDigits } from '../base/random.ts'
import type { ChallengeRecord, UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'

/** The outbox keeps this many messages, the latest ones. */
const outboxLimit = 500

/** E-mails a code for a challenge. It replaces an earlier code. */
export function sendEmailCode({ state, policy, nowMs }: World, user: UserRecord, challenge: ChallengeRecord): void {
  const code = randomDigits(state.random, policy.emailCode.digits)
  const expiresAtMs = nowMs + policy.emailCode.lifetimeMs
  challenge.emailCode = { code, expiresAtMs }
  state.outbox.push({ to: user.email, subject: 'Your sign-in code', code, atMs: nowMs, expiresAtMs })
  if (state.outbox.length > outboxLimit) state.outbox.shift()
}

/** Whether a code is the one last sent for this challenge and has not expired. It works once: the challenge ends with it. */
export function isEmailCode({ nowMs }: World, challenge: ChallengeRecord, code: string): boolean {
  const sent = challenge.emailCode
  return sent !== null && sent.expiresAtMs > nowMs && sent.code === code
}
