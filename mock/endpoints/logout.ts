import { findBearerSession } from '../rules/access-tokens.ts'
import { bearerToken } from '../rules/bearer.ts'
import { endSessions } from '../rules/logout.ts'
import { answer, type Call, type Reply, refuse } from './call.ts'

/**
 * Ends the session of a valid bearer token: its whole family, or what the policy says. Without one nothing is ended, and
 * by default the answer is the same.
 * @see openapi.json#/paths/~1api~1v1~1auth~1logout/post
 */
export async function logout(call: Call): Promise<Reply> {
  const { world, keys, headers } = call
  const token = bearerToken(headers['authorization'])
  const session = token === undefined ? undefined : await findBearerSession(world, keys, token)
  if (session === undefined && world.policy.logout.withoutToken === 'refuse') {
    return refuse(call, { refused: token === undefined ? 'notAuthenticated' : 'accessTokenInvalid' })
  }
  if (session !== undefined) endSessions(world, session)
  return answer(world.policy.answers.logout)
}
