import { randomBackupCode } from '../base/random.ts'
import type { UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'

/** How a code is compared: people type it without the dash, with spaces, in capitals. */
const asTyped = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '')

/** New codes for a user. */
export function issueBackupCodes({ state, policy }: Pick<World, 'state' | 'policy'>): UserRecord['backupCodes'] {
  return Array.from({ length: policy.backupCodes.count }, () => ({
    code: randomBackupCode(state.random),
    usedAtMs: null,
  }))
}

/** Takes an unused code, once. */
export function takeBackupCode({ nowMs }: World, user: UserRecord, code: string): boolean {
  const found = user.backupCodes.find((each) => each.usedAtMs === null && asTyped(each.code) === asTyped(code))
  if (found === undefined) return false
  found.usedAtMs = nowMs
  return true
}

/** The codes that were not used yet. */
export function unusedBackupCodes(user: UserRecord): string[] {
  return user.backupCodes.filter(({ usedAtMs }) => usedAtMs === null).map(({ code }) => code)
}
