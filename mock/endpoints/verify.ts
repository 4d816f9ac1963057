import type { components } from '../../src/generated/types.ts'
import { countWrongCode, findChallenge, spendChallenge } from '../rules/challenges.ts'
import { countWrongCodeOfUser, forgetWrongCodes, refuseWhileCodesLocked } from '../rules/lockout.ts'
import { acceptCode, findMethod } from '../rules/second-factors.ts'
import { grantSession } from '../rules/sessions.ts'
import { refuseWhileSuspended } from '../rules/suspension.ts'
import { trustDevice } from '../rules/trusted-devices.ts'
import { findUserById } from '../rules/users.ts'
import { isRefused } from '../state/world.ts'
import { type Context, deviceOf } from './context.ts'
import { ok, type Reply, refuse } from './reply.ts'

type VerifyResponse = components['schemas']['PortalMFAVerifyResponse']

/**
 * The last step of a login with a second factor: checks the code and answers with tokens.
 * @see openapi.json#/paths/~1api~1v1~1auth~1mfa~1verify/post
 */
export async function verify(context: Context<components['schemas']['PortalMFAVerifyRequest']>): Promise<Reply> {
  const { world, keys, body } = context
  const found = findChallenge(world, body.mfa_token, body.user_id)
  if (isRefused(found)) return refuse(context, found)
  const { challenge } = found
  const user = findUserById(world.state, challenge.userId)
  if (user === undefined) return refuse(context, { refused: 'mfaTokenInvalid' })
  const suspended = refuseWhileSuspended(world, user, challenge.tenantId)
  if (suspended !== undefined) return refuse(context, suspended)
  const locked = refuseWhileCodesLocked(world, user)
  if (locked !== undefined) return refuse(context, locked)

  const method = findMethod(user, body.method)
  if (method === undefined) return refuse(context, { refused: 'mfaMethodUnavailable' })
  if (!acceptCode(world, user, challenge, method, body.code ?? '')) {
    countWrongCode(challenge)
    countWrongCodeOfUser(world, user)
    return refuse(context, { refused: 'mfaCodeRejected' })
  }
  spendChallenge(world, challenge)
  forgetWrongCodes(world, user)
  const { tenantId } = challenge
  if (body.trust_device) trustDevice(world, { userId: user.id, tenantId, device: deviceOf(context.headers) })
  const response: VerifyResponse = await grantSession(world, keys, user, tenantId)
  return ok(response)
}
