import { equalBytes, sha256 } from '../base/digest.ts'
import type { UserRecord } from '../state/state.ts'

const unknownUser = { id: 'usr_0000000000000000', password: 'the password of nobody' }

/**
 * Whether the password is this user's. For an unknown user it computes the same two digests and makes the same comparison,
 * so that neither the time nor the work reveals whether an e-mail is known.
 */
export function isRightPassword(user: UserRecord | undefined, password: string): boolean {
  const { id, password: expected } = user ?? unknownUser
  const given = sha256(`${id}:${password}`)
  const wanted = sha256(`${id}:${expected}`)
  return equalBytes(given, wanted) && user !== undefined
}
