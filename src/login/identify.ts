import { isJsonObject, nonEmptyString } from '../base/json.ts'
import { type PortalTenant, readTenants } from '../model/tenant.ts'
import type { CallOptions } from '../transport/ask.ts'
import { unexpectedAnswer } from '../transport/check-answer.ts'
import { type Authenticate, createAuthenticate } from './authenticate.ts'
import type { Portal, StepData } from './context.ts'

/** The password is next; no tenant has to be chosen. */
export interface PasswordStep<Session> {
  readonly step: 'password'
  /** The tenants the portal listed: often one, sometimes none. */
  readonly tenants: readonly PortalTenant[]
  /** Gives the password. @see openapi.json#/paths/~1api~1v1~1auth~1authenticate/post */
  readonly authenticate: Authenticate<{ readonly password: string; readonly tenantId?: string | undefined }, Session>
}

/** The password is next, with the tenant that the user chose. */
export interface TenantStep<Session> {
  readonly step: 'tenant'
  /** The tenants to choose from. */
  readonly tenants: readonly PortalTenant[]
  /** Gives the tenant and the password. @see openapi.json#/paths/~1api~1v1~1auth~1authenticate/post */
  readonly authenticate: Authenticate<{ readonly password: string; readonly tenantId: string }, Session>
}

/** What is known once the user is named. It looks the same for an e-mail that nobody has. */
export type Identified<Session> = PasswordStep<Session> | TenantStep<Session>

/**
 * Names the user: the first step of a login.
 *
 * @see openapi.json#/paths/~1api~1v1~1auth~1identify/post
 */
export async function identify<Session>(
  portal: Portal<Session>,
  { email }: { readonly email: string },
  call?: CallOptions,
): Promise<Identified<Session>> {
  const { status, body: answer } = await portal.ask(
    'identify',
    (init) => portal.client.POST('/api/v1/auth/identify', { ...init, body: { email } }),
    call,
  )
  const flowToken = nonEmptyString(answer.flow_token)
  if (flowToken === undefined) throw unexpectedAnswer('identify', status, 'the answer has no flow_token')
  const tenants = Array.isArray(answer.tenants) ? answer.tenants.filter(isJsonObject) : []
  const mustChoose = answer.requires_tenant_selection ?? tenants.length > 1
  return createIdentified(portal, { step: mustChoose === true ? 'tenant' : 'password', flowToken, tenants })
}

/** Makes the step that follows identify; the flow token stays inside it. */
export function createIdentified<Session>(
  portal: Portal<Session>,
  data: Extract<StepData, { step: 'password' | 'tenant' }>,
): Identified<Session> {
  const tenants = readTenants(data.tenants)
  const step: Identified<Session> = Object.freeze({
    step: data.step,
    tenants,
    authenticate: createAuthenticate(portal, data.flowToken, tenants),
  })
  portal.stepData.set(step, data)
  return step
}
