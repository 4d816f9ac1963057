import type { components } from '../../src/generated/types.ts'
import { issueMfaToken } from '../rules/challenges.ts'
import { checkCredentials } from '../rules/credentials.ts'
import { sendEmailCode } from '../rules/email-codes.ts'
import { findFlow, spendFlow } from '../rules/flow-tokens.ts'
import { availableMethods, requiresSecondFactor } from '../rules/second-factors.ts'
import { grantSession } from '../rules/sessions.ts'
import { isTrustedDevice } from '../rules/trusted-devices.ts'
import { isRefused } from '../state/world.ts'
import { type Context, deviceOf } from './context.ts'
import { okWithEmptyFields, type Reply, refuse } from './reply.ts'

type AuthenticateResponse = components['schemas']['AuthenticateResponse']

/** FastAPI sends every field of the response model. Fields that do not apply are null. */
const emptyResponse: AuthenticateResponse = {
  status: 'SUCCESS',
  access_token: null,
  refresh_token: null,
  user: null,
  mfa_token: null,
  user_id: null,
  available_methods: null,
}

/**
 * Step 2 of a login: checks the password and answers with tokens, or asks for a second factor.
 * @see openapi.json#/paths/~1api~1v1~1auth~1authenticate/post
 */
export async function authenticate(context: Context<components['schemas']['AuthenticateRequest']>): Promise<Reply> {
  const { world, keys, body } = context
  const found = findFlow(world, body.flow_token)
  if (isRefused(found)) return refuse(context, found)
  const { flow } = found

  const checked = checkCredentials(world, {
    email: flow.email,
    password: body.password,
    tenantId: body.tenant_id ?? null,
    shownIds: flow.tenantIds,
  })
  const endsFlow = world.policy.flow.endsOn === 'attempt' && isRefused(checked) && checked.refused !== 'tenantRequired'
  if (endsFlow) spendFlow(world, flow)
  if (isRefused(checked)) return refuse(context, checked)
  const { user, tenantId } = checked
  spendFlow(world, flow)

  const device = deviceOf(context.headers)
  if (!requiresSecondFactor(user) || isTrustedDevice(world, { userId: user.id, tenantId, device })) {
    return okWithEmptyFields(context, { ...emptyResponse, ...(await grantSession(world, keys, user, tenantId)) })
  }
  const { token, challenge } = issueMfaToken(world, user, tenantId)
  if (world.policy.mfa.sendsEmailAtOnce && user.mfa.includes('email')) sendEmailCode(world, user, challenge)
  const mfaRequired = okWithEmptyFields(context, {
    ...emptyResponse,
    status: world.policy.mfa.statusWord,
    mfa_token: token,
    user_id: user.id,
    available_methods: availableMethods(user),
  })
  return { ...mfaRequired, status: world.policy.mfa.httpStatus }
}
