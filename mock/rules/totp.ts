import { Secret, TOTP } from 'otpauth'
import type { UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'

type TimeAndPolicy = Pick<World, 'policy' | 'nowMs'>

/** The number of the TOTP step at an instant. */
export function totpStepAt({ policy, nowMs }: TimeAndPolicy): number {
  return Math.floor(nowMs / (policy.totp.periodSeconds * 1000))
}

/** The code of a step, by RFC 6238. */
export function totpCodeOfStep({ policy }: Pick<World, 'policy'>, secret: string, step: number): string {
  const { digits, periodSeconds, algorithm } = policy.totp
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm, digits, period: periodSeconds })
  return totp.generate({ timestamp: step * periodSeconds * 1000 })
}

/** Accepts a code of a step within the window. After that, only codes of later steps are accepted. */
export function acceptTotpCode(world: World, user: UserRecord, code: string): boolean {
  const { totpSecret } = user
  if (totpSecret === null) return false
  const now = totpStepAt(world)
  const { windowSteps } = world.policy.totp
  for (let step = now - windowSteps; step <= now + windowSteps; step += 1) {
    const isUnused = user.lastTotpStep === null || step > user.lastTotpStep
    if (isUnused && totpCodeOfStep(world, totpSecret, step) === code) {
      user.lastTotpStep = step
      return true
    }
  }
  return false
}

/**
 * The code to type now: the current one, or after its use the next one in the window. If the whole window was used it is
 * the current code, which is rejected until the clock moves.
 */
export function nextTotpCode(
  world: TimeAndPolicy,
  { totpSecret, lastTotpStep }: Pick<UserRecord, 'totpSecret' | 'lastTotpStep'>,
): { code: string; validForMs: number } | undefined {
  if (totpSecret === null) return undefined
  const now = totpStepAt(world)
  const firstUnused = lastTotpStep === null ? now : Math.max(now, lastTotpStep + 1)
  const step = firstUnused <= now + world.policy.totp.windowSteps ? firstUnused : now
  const endsAtMs = (step + 1) * world.policy.totp.periodSeconds * 1000
  return { code: totpCodeOfStep(world, totpSecret, step), validForMs: endsAtMs - world.nowMs }
}
