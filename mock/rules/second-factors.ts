import { type ChallengeRecord, type SecondFactor, secondFactors, type UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'
import { takeBackupCode, unusedBackupCodes } from './backup-codes.ts'
import { isEmailCode } from './email-codes.ts'
import { takeTotpCode } from './totp.ts'

/** The methods a user can use now: backup codes only while one is left. */
export function availableMethods(user: UserRecord): SecondFactor[] {
  return secondFactors.filter(
    (method) => user.mfa.includes(method) && (method !== 'backup_code' || unusedBackupCodes(user).length > 0),
  )
}

/** Whether a user must give a second factor. Who has used up the last backup code and has nothing else still must. */
export function requiresSecondFactor(user: UserRecord): boolean {
  return user.mfa.length > 0
}

/** The method of that name, if the user can use it now. */
export function findMethod(user: UserRecord, name: string): SecondFactor | undefined {
  return availableMethods(user).find((method) => method === name)
}

/** Takes a code by its method. Whatever is taken is used up. */
export function takeCode(
  world: World,
  user: UserRecord,
  challenge: ChallengeRecord,
  method: SecondFactor,
  code: string,
): boolean {
  switch (method) {
    case 'totp':
      return takeTotpCode(world, user, code)
    case 'email':
      return isEmailCode(world, challenge, code)
    case 'backup_code':
      return takeBackupCode(world, user, code)
  }
}
