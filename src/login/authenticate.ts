import { type JsonObject, nonEmptyString } from '../base/json.ts'
import type { PortalTenant } from '../model/tenant.ts'
import type { Answer, CallOptions } from '../transport/exchange.ts'
import { askForTokens, type DoneStep, finishLogin, type LoginContext } from './context.ts'
import { singleSubmit } from './single-submit.ts'
import { isAnswerable, type MfaStep, readChallenge } from './verify.ts'

/**
 * The portal requires a step that this version does not support: an unknown status, such as a password that must be
 * changed, or a second factor by unknown methods only.
 */
export interface UnsupportedStep {
  readonly step: 'unsupported'
  /** The status as the portal spells it. */
  readonly status: string
  /** The response as it arrived, with any tokens in it: printing, inspecting and copying the step leave it out. */
  readonly response: JsonObject
}

/** What follows a right password. */
export type Authenticated = DoneStep | MfaStep | UnsupportedStep

/**
 * Sends the password. While a call is under way, the same credentials get the same promise.
 *
 * Rejects with `invalid_credentials`, `tenant_required`, `flow_expired`, `account_disabled`, `account_locked`,
 * `rate_limited`, `validation_failed` or a transport code.
 */
export type Authenticate<Credentials> = (credentials: Credentials, call?: CallOptions) => Promise<Authenticated>

/** Makes the password step's call. The flow token stays inside it. */
export function createAuthenticate(
  context: LoginContext,
  flowToken: string,
  tenants: readonly PortalTenant[],
): Authenticate<{ readonly password: string; readonly tenantId?: string | undefined }> {
  return singleSubmit('authenticate', async ({ password, tenantId }, call) => {
    const body = { flow_token: flowToken, password, ...(tenantId !== undefined && { tenant_id: tenantId }) }
    const answer = await askForTokens(context, 'authenticate', { body }, call)
    const tenant =
      tenantId === undefined && tenants.length === 1 ? tenants[0] : tenants.find(({ id }) => id === tenantId)
    return readAuthenticated(context, answer, tenant, call)
  })
}

async function readAuthenticated(
  context: LoginContext,
  answer: Answer,
  tenant: PortalTenant | undefined,
  call: CallOptions | undefined,
): Promise<Authenticated> {
  const { body } = answer
  const status = nonEmptyString(body.status) ?? (body.mfa_token ? 'MFA_REQUIRED' : 'SUCCESS')
  const known = status.toUpperCase()
  if (known === 'SUCCESS') return finishLogin(context, 'authenticate', answer, call)
  if (known === 'MFA_REQUIRED') {
    const challenge = readChallenge(context, answer, tenant)
    if (isAnswerable(challenge)) return challenge
  }
  return Object.freeze(hideResponse({ step: 'unsupported' as const, status }, body))
}

/** Adds the response to a step as a getter that is not enumerable, so that printing the step never shows it. */
export function hideResponse<Step extends object>(
  step: Step,
  response: JsonObject,
): Step & Pick<UnsupportedStep, 'response'> {
  const whole = {
    ...step,
    get response() {
      return response
    },
  }
  return Object.defineProperty(whole, 'response', { enumerable: false })
}
