import { Secret, TOTP } from 'otpauth'
import type { UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'

type Clockwork = Pick<World, 'policy' | 'nowMs'>

/** The number of the step an instant lies in. */
export function totpStepAt({ policy, nowMs }: Clockwork): number {
  return Math.floor(nowMs / (policy.totp.periodSeconds * 1000))
}

/** The code of one step, by RFC 6238. */
export function totpCodeOfStep({ policy }: Pick<World, 'policy'>, secret: string, step: number): string {
  const { digits, periodSeconds, algorithm } = policy.totp
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm, digits, period: periodSeconds })
  return totp.generate({ timestamp: step * periodSeconds * 1000 })
}

/** Takes a code of the current step or of one within the window, once; afterwards only later steps count. */
export function takeTotpCode(world: World, user: UserRecord, code: string): boolean {
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
 * The code to type now: the current one, or after its use the next one that would be taken. When the whole window is
 * used up it is the current one, which is refused until the clock moves.
 */
export function nextTotpCode(
  world: Clockwork,
  { totpSecret, lastTotpStep }: Pick<UserRecord, 'totpSecret' | 'lastTotpStep'>,
): { code: string; validForMs: number } | undefined {
  if (totpSecret === null) return undefined
  const now = totpStepAt(world)
  const firstUnused = lastTotpStep === null ? now : Math.max(now, lastTotpStep + 1)
  const step = firstUnused <= now + world.policy.totp.windowSteps ? firstUnused : now
  const endsAtMs = (step + 1) * world.policy.totp.periodSeconds * 1000
  return { code: totpCodeOfStep(world, totpSecret, step), validForMs: endsAtMs - world.nowMs }
}
