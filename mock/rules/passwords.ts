import { equalBytes, sha256 } from '../base/digest.ts'
import type { UserRecord } from '../state/state.ts'

const nobody = { id: 'usr_0000000000000000', password: 'the password of nobody' }

/**
 * Whether the password is this user's. For an unknown user the same two digests and the same comparison are made, and
 * the answer is no: neither the time nor the work tells a known e-mail from an unknown one.
 */
export async function isRightPassword(user: UserRecord | undefined, password: string): Promise<boolean> {
  const { id, password: expected } = user ?? nobody
  const given = await sha256(`${id}:${password}`)
  const wanted = await sha256(`${id}:${expected}`)
  return equalBytes(given, wanted) && user !== undefined
}
