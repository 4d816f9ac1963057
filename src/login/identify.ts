import { isJsonObject, nonEmptyString } from '../base/json.ts'
import { type PortalTenant, readTenants } from '../model/tenant.ts'
import { unexpectedAnswer } from '../transport/check-answer.ts'
import type { CallOptions } from '../transport/exchange.ts'
import { type Authenticate, createAuthenticate } from './authenticate.ts'
import type { LoginContext, StepData } from './context.ts'

/** The password is next; the tenant needs no choice. */
export interface PasswordStep {
  readonly step: 'password'
  /** The tenants that the portal listed, often one, sometimes none; after `choose` the chosen one. */
  readonly tenants: readonly PortalTenant[]
  /** Sends the password. @see openapi.json#/paths/~1api~1v1~1auth~1authenticate/post */
  readonly authenticate: Authenticate<{ readonly password: string; readonly tenantId?: string | undefined }>
}

/** The tenant and the password are next. */
export interface TenantStep {
  readonly step: 'tenant'
  /** The tenants to choose from. */
  readonly tenants: readonly PortalTenant[]
  /**
   * Chooses a tenant by its `id`; the result is the password step for it. Nothing is sent yet. Throws a `RangeError` for
   * an id that is not in `tenants`.
   */
  readonly choose: (tenantId: string) => PasswordStep
  /** Sends the tenant and the password. @see openapi.json#/paths/~1api~1v1~1auth~1authenticate/post */
  readonly authenticate: Authenticate<{ readonly password: string; readonly tenantId: string }>
}

/** What follows an e-mail. It looks the same for an e-mail that no user has. */
export type Identified = PasswordStep | TenantStep

/**
 * Sends the e-mail: the first step of a login.
 *
 * @see openapi.json#/paths/~1api~1v1~1auth~1identify/post
 */
export async function identify(
  context: LoginContext,
  { email }: { readonly email: string },
  call?: CallOptions,
): Promise<Identified> {
  const { status, body: answer } = await context.ask('identify', { body: { email } }, call)
  const flowToken = nonEmptyString(answer.flow_token)
  if (flowToken === undefined)
    throw unexpectedAnswer(
      'identify',
      status,
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' ? 'the response has no flow_token' : '',
    )
  const tenants = Array.isArray(answer.tenants) ? answer.tenants.filter(isJsonObject) : []
  const mustChoose = answer.requires_tenant_selection ?? tenants.length > 1
  return createIdentified(context, { step: mustChoose === true ? 'tenant' : 'password', flowToken, tenants })
}

/** Makes the step that follows identify. The flow token stays inside it. */
export function createIdentified(
  context: LoginContext,
  data: Extract<StepData, { step: 'password' | 'tenant' }>,
): Identified {
  const tenants = readTenants(data.tenants)
  const authenticate = createAuthenticate(context, data.flowToken, tenants)
  const step: Identified =
    data.step === 'password'
      ? Object.freeze({ step: 'password', tenants, authenticate })
      : Object.freeze({
          step: 'tenant',
          tenants,
          choose: (tenantId: string) => chooseTenant(tenants, tenantId, authenticate),
          authenticate,
        })
  context.stepData.set(step, data)
  return step
}

function chooseTenant(
  tenants: readonly PortalTenant[],
  tenantId: string,
  authenticate: PasswordStep['authenticate'],
): PasswordStep {
  const chosen = tenants.filter(({ id }) => id === tenantId)
  if (chosen.length === 0) {
    const ids = (): string => tenants.map(({ id }) => id).join(', ')
    throw new RangeError(
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
        ? `choose(): tenantId must be one of ${ids()}; got ${tenantId}`
        : 'tenantId',
    )
  }
  return Object.freeze({
    step: 'password',
    tenants: Object.freeze(chosen),
    authenticate: ({ password }, call) => authenticate({ password, tenantId }, call),
  } satisfies PasswordStep)
}
