import { findBearerSession } from '../rules/access-tokens.ts'
import { bearerToken } from '../rules/bearer.ts'
import { refuseWhileSuspended } from '../rules/suspension.ts'
import { publicUser } from '../rules/users.ts'
import { answer, type Call, type Reply, refuse } from './call.ts'

/**
 * `GET /api/v1/me`: the user of the bearer token. It stands beside the contract, as the one protected call a login needs
 * to show that it worked.
 */
export async function me(call: Call): Promise<Reply> {
  const { world, keys, headers } = call
  const token = bearerToken(headers['authorization'])
  if (token === undefined) return refuse(call, { refused: 'notAuthenticated' })
  const session = await findBearerSession(world, keys, token)
  if (session === undefined) return refuse(call, { refused: 'accessTokenInvalid' })
  const suspended = refuseWhileSuspended(world, session.user, session.tenantId)
  if (suspended !== undefined) return refuse(call, suspended)
  return answer(publicUser(session.user, session.tenantId))
}
