import type { CallOptions } from '../transport/exchange.ts'
import { askForTokens, type DoneStep, finishLogin, type LoginContext } from './context.ts'

/** What the one-step login takes. */
export interface LoginCredentials {
  /** The e-mail, as the user typed it. */
  readonly email: string
  /** The password, as the user typed it. */
  readonly password: string
  /** Required for a user of several tenants. */
  readonly tenantId?: string | undefined
}

/**
 * Logs in with one request, as old callers do.
 *
 * @see openapi.json#/paths/~1api~1v1~1auth~1login/post
 */
export async function login(
  context: LoginContext,
  { email, password, tenantId }: LoginCredentials,
  call?: CallOptions,
): Promise<DoneStep> {
  const body = { email, password, ...(tenantId !== undefined && { tenant_id: tenantId }) }
  return finishLogin(context, 'login', await askForTokens(context, 'login', { body }, call), call)
}
