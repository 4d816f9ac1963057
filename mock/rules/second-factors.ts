import { type ChallengeRecord, type SecondFactor, secondFactors, type UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'
import { acceptBackupCode, unusedBackupCodes } from './backup-codes.ts'
import { isEmailCode } from './email-codes.ts'
import { acceptTotpCode } from './totp.ts'

/** The methods that a user can use now: backup codes only while one is unused. */
export function availableMethods(user: UserRecord): SecondFactor[] {
  return secondFactors.filter(
    (method) => user.mfa.includes(method) && (method !== 'backup_code' || unusedBackupCodes(user).length > 0),
  )
}

/** Whether a user needs a second factor. A user whose backup codes are used up, without another method, still does. */
export function requiresSecondFactor(user: UserRecord): boolean {
  return user.mfa.length > 0
}

/** The method with that name, if the user can use it now. */
export function findMethod(user: UserRecord, name: string): SecondFactor | undefined {
  return availableMethods(user).find((method) => method === name)
}

/** Checks a code by its method and marks it as used. */
export function acceptCode(
  world: World,
  user: UserRecord,
  challenge: ChallengeRecord,
  method: SecondFactor,
  code: string,
): boolean {
  switch (method) {
    case 'totp':
      return acceptTotpCode(world, user, code)
    case 'email':
      return isEmailCode(world, challenge, code)
    case 'backup_code':
      return acceptBackupCode(world, user, code)
  }
}
