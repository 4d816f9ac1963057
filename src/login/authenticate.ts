import { type JsonObject, nonEmptyString } from '../base/json.ts'
import type { PortalTenant } from '../model/tenant.ts'
import type { Answer, CallOptions } from '../transport/ask.ts'
import { type DoneStep, finishLogin, type Portal } from './context.ts'
import { singleSubmit } from './single-submit.ts'
import { isAnswerable, type MfaStep, readChallenge } from './verify.ts'

/**
 * The portal wants something that this version does not know: a status, such as a password that must be changed, or a
 * second factor by new methods alone.
 */
export interface UnknownStep {
  readonly step: 'unknown'
  /** The status as the portal spelled it. */
  readonly status: string
  /** The answer as it came, tokens among it: it is left out when the step is printed, inspected or copied. */
  readonly response: JsonObject
}

/** What follows a password that was right. */
export type Authenticated<Session> = DoneStep<Session> | MfaStep<Session> | UnknownStep

/**
 * Gives the password. While a call is under way, the same credentials get the same promise.
 *
 * Rejects with `invalid_credentials`, `tenant_required`, `flow_expired`, `account_disabled`, `account_locked`,
 * `rate_limited`, `validation_failed` or a transport code.
 */
export type Authenticate<Credentials, Session> = (
  credentials: Credentials,
  call?: CallOptions,
) => Promise<Authenticated<Session>>

/** Makes the password step's call; the flow token stays inside it. */
export function createAuthenticate<Session>(
  portal: Portal<Session>,
  flowToken: string,
  tenants: readonly PortalTenant[],
): Authenticate<{ readonly password: string; readonly tenantId?: string | undefined }, Session> {
  return singleSubmit('authenticate', async ({ password, tenantId }, call) => {
    const body = { flow_token: flowToken, password, ...(tenantId !== undefined && { tenant_id: tenantId }) }
    const answer = await portal.ask(
      'authenticate',
      (init) => portal.client.POST('/api/v1/auth/authenticate', { ...init, body }),
      call,
    )
    const tenant =
      tenantId === undefined && tenants.length === 1 ? tenants[0] : tenants.find(({ id }) => id === tenantId)
    return readAuthenticated(portal, answer, tenant, call)
  })
}

async function readAuthenticated<Session>(
  portal: Portal<Session>,
  answer: Answer,
  tenant: PortalTenant | undefined,
  call: CallOptions | undefined,
): Promise<Authenticated<Session>> {
  const { body } = answer
  const status = nonEmptyString(body.status) ?? (body.mfa_token ? 'MFA_REQUIRED' : 'SUCCESS')
  const known = status.toUpperCase()
  if (known === 'SUCCESS') return finishLogin(portal, 'authenticate', answer, call)
  if (known === 'MFA_REQUIRED') {
    const challenge = readChallenge(portal, answer, tenant)
    if (isAnswerable(challenge)) return challenge
  }
  return Object.freeze(hideResponse({ step: 'unknown' as const, status }, body))
}

/** Puts the answer on a step so that no way of printing reaches it: what is printed runs no getter. */
export function hideResponse<Step extends object>(
  step: Step,
  response: JsonObject,
): Step & Pick<UnknownStep, 'response'> {
  const whole = {
    ...step,
    get response() {
      return response
    },
  }
  return Object.defineProperty(whole, 'response', { enumerable: false })
}
