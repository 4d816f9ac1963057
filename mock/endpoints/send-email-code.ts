import { findChallenge } from '../rules/challenges.ts'
import { sendEmailCode as send } from '../rules/email-codes.ts'
import { refuseWhileCodesLocked } from '../rules/lockout.ts'
import { findMethod } from '../rules/second-factors.ts'
import { refuseWhileSuspended } from '../rules/suspension.ts'
import { findUserById } from '../rules/users.ts'
import { isRefused } from '../state/world.ts'
import type { Context } from './context.ts'
import { ok, type Reply, refuse } from './reply.ts'

/**
 * `POST /api/v1/auth/tenants/{tenant_slug}/mfa/email/send?mfa_token=&user_id=`: e-mails a code for a
 * challenge. It is not part of the contract, but a login with e-mail codes needs it.
 */
export function sendEmailCode(context: Context): Reply {
  const { world, params } = context
  const query = context.url.searchParams
  const found = findChallenge(world, query.get('mfa_token') ?? '', query.get('user_id') ?? '')
  if (isRefused(found)) return refuse(context, found)
  const { challenge } = found
  const user = findUserById(world.state, challenge.userId)
  const tenant = world.state.tenants.find(({ id }) => id === challenge.tenantId)
  if (user === undefined || tenant?.slug !== params['tenant_slug'])
    return refuse(context, { refused: 'mfaTokenInvalid' })
  const suspended = refuseWhileSuspended(world, user, challenge.tenantId)
  if (suspended !== undefined) return refuse(context, suspended)
  const locked = refuseWhileCodesLocked(world, user)
  if (locked !== undefined) return refuse(context, locked)
  if (findMethod(user, 'email') === undefined) return refuse(context, { refused: 'mfaMethodUnavailable' })
  send(world, user, challenge)
  return ok(world.policy.answers.emailSent)
}
