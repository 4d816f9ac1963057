import { randomBackupCode } from '../base/random.ts'
import type { UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'

/** The form in which codes are compared: people type them without the dash, with spaces or in capitals. */
const asTyped = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Makes new codes for a user. */
export function issueBackupCodes({ state, policy }: Pick<World, 'state' | 'policy'>): UserRecord['backupCodes'] {
  return Array.from({ length: policy.backupCodes.count }, () => ({
    code: randomBackupCode(state.random),
    usedAtMs: null,
  }))
}

/** Accepts an unused code and marks it as used. */
export function acceptBackupCode({ nowMs }: World, user: UserRecord, code: string): boolean {
  const typed = asTyped(code)
  const found = user.backupCodes.find((each) => each.usedAtMs === null && asTyped(each.code) === typed)
  if (found === undefined) return false
  found.usedAtMs = nowMs
  return true
}

/** The unused codes. */
export function unusedBackupCodes(user: UserRecord): string[] {
  return user.backupCodes.filter(({ usedAtMs }) => usedAtMs === null).map(({ code }) => code)
}
