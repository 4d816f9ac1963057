import type { components } from '../../src/generated/types.ts'
import { signAccessToken } from '../rules/access-tokens.ts'
import { rotateRefreshToken } from '../rules/refresh-tokens.ts'
import { isRefused } from '../state/world.ts'
import type { Context } from './context.ts'
import { okWithEmptyFields, type Reply, refuse } from './reply.ts'

type RefreshRequest = components['schemas']['scaikey__api__v1__me__auth__RefreshRequest']
type RefreshResponse = components['schemas']['scaikey__api__v1__me__auth__RefreshResponse']

/**
 * Exchanges a refresh token for a new access token and a new refresh token.
 * @see openapi.json#/paths/~1api~1v1~1auth~1refresh/post
 */
export async function refresh(context: Context<RefreshRequest>): Promise<Reply> {
  const { world, keys, body } = context
  const granted = rotateRefreshToken(world, body.refresh_token)
  if (isRefused(granted)) return refuse(context, granted)
  const response: RefreshResponse = {
    access_token: await signAccessToken(world, keys, granted),
    refresh_token: granted.refreshToken,
  }
  return okWithEmptyFields(context, response)
}
