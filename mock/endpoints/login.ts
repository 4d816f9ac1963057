import type { components } from '../../src/generated/types.ts'
import { checkCredentials } from '../rules/credentials.ts'
import { requiresSecondFactor } from '../rules/second-factors.ts'
import { grantSession } from '../rules/sessions.ts'
import { tenantsShown } from '../rules/tenants.ts'
import { findUser } from '../rules/users.ts'
import { isRefused } from '../state/world.ts'
import type { Context } from './context.ts'
import { ok, type Reply, refuse } from './reply.ts'

type LoginRequest = components['schemas']['scaikey__api__v1__me__auth__LoginRequest']
type LoginResponse = components['schemas']['scaikey__api__v1__me__auth__LoginResponse']

/**
 * Login in one step, for old callers. Its response cannot ask for a second factor, so a user with one is refused.
 * @see openapi.json#/paths/~1api~1v1~1auth~1login/post
 */
export async function login(context: Context<LoginRequest>): Promise<Reply> {
  const { world, keys, body } = context
  const shown = tenantsShown(world, body.email, findUser(world.state, body.email))
  const checked = checkCredentials(world, {
    email: body.email,
    password: body.password,
    tenantId: body.tenant_id ?? null,
    shownIds: shown.map(({ id }) => id),
  })
  if (isRefused(checked)) return refuse(context, checked)
  const mustRefuse = requiresSecondFactor(checked.user) && world.policy.login.mfaUsers === 'refuse'
  if (mustRefuse) return refuse(context, { refused: 'mfaRequired' })
  const response: LoginResponse = await grantSession(world, keys, checked.user, checked.tenantId)
  return ok(response)
}
