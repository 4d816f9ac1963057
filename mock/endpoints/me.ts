import { findBearerSession } from '../rules/access-tokens.ts'
import { bearerToken } from '../rules/bearer.ts'
import { refuseWhileSuspended } from '../rules/suspension.ts'
import { publicUser } from '../rules/users.ts'
import type { Context } from './context.ts'
import { ok, type Reply, refuse } from './reply.ts'

/**
 * `GET /api/v1/me`: the user of the bearer token. It is not part of the contract: it is the protected call that shows
 * whether a login worked.
 */
export async function me(context: Context): Promise<Reply> {
  const { world, keys, headers } = context
  const token = bearerToken(headers['authorization'])
  if (token === undefined) return refuse(context, { refused: 'notAuthenticated' })
  const session = await findBearerSession(world, keys, token)
  if (session === undefined) return refuse(context, { refused: 'accessTokenInvalid' })
  const suspended = refuseWhileSuspended(world, session.user, session.tenantId)
  if (suspended !== undefined) return refuse(context, suspended)
  return ok(publicUser(session.user, session.tenantId))
}
