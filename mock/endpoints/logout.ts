import { findBearerSession } from '../rules/access-tokens.ts'
import { bearerToken } from '../rules/bearer.ts'
import { revokeFamily } from '../rules/families.ts'
import { answer, type Call, type Reply } from './call.ts'

/**
 * Ends the session of a valid bearer token: its whole family. Without one nothing is ended, and the answer is the same.
 * @see openapi.json#/paths/~1api~1v1~1auth~1logout/post
 */
export async function logout({ world, keys, headers }: Call): Promise<Reply> {
  const token = bearerToken(headers.get('authorization'))
  const session = token === undefined ? undefined : await findBearerSession(world, keys, token)
  if (session !== undefined) revokeFamily(world, session.familyId, 'logout')
  return answer(world.policy.answers.logout)
}
