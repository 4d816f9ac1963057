import { PortalAuthError } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/exchange.ts'
import type { LoginContext } from './context.ts'

/** Makes the portal send a code by e-mail. The operation is a documented neighbour of the contract, not part of it. */
export async function sendEmailCode(
  context: LoginContext,
  { tenantSlug, mfaToken, userId }: { tenantSlug: string | undefined; mfaToken: string; userId: string },
  call: CallOptions,
): Promise<void> {
  if (tenantSlug === undefined) {
    throw new PortalAuthError({
      code: 'tenant_required',
      operation: 'sendEmailCode',
      message:
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'sendEmailCode(): tenantSlug must be given, since identify() listed no tenant; got undefined'
          : '',
    })
  }
  // A URL parser would resolve these two, and the request would reach another operation.
  if (/^\.{0,2}$/.test(tenantSlug)) {
    throw new PortalAuthError({
      code: 'validation_failed',
      operation: 'sendEmailCode',
      message:
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? `sendEmailCode(): tenantSlug must be the slug of a tenant; got "${tenantSlug}"`
          : '',
      fields: { tenantSlug: ['must be the slug of a tenant'] },
    })
  }
  await context.ask('sendEmailCode', { tenantSlug, mfaToken, userId }, call)
}
