import { findBearerSession } from '../rules/access-tokens.ts'
import { bearerToken } from '../rules/bearer.ts'
import { endSessions } from '../rules/logout.ts'
import type { Context } from './context.ts'
import { ok, type Reply, refuse } from './reply.ts'

/**
 * Ends the session of a valid bearer token: its whole family, or what the policy says. Without a valid token it ends
 * nothing, and by default answers the same.
 * @see openapi.json#/paths/~1api~1v1~1auth~1logout/post
 */
export async function logout(context: Context): Promise<Reply> {
  const { world, keys, headers } = context
  const token = bearerToken(headers['authorization'])
  const session = token === undefined ? undefined : await findBearerSession(world, keys, token)
  if (session === undefined && world.policy.logout.withoutToken === 'refuse') {
    return refuse(context, { refused: token === undefined ? 'notAuthenticated' : 'accessTokenInvalid' })
  }
  if (session !== undefined) endSessions(world, session)
  return ok(world.policy.answers.logout)
}
