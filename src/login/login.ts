import type { CallOptions } from '../transport/ask.ts'
import { type DoneStep, finishLogin, type Portal } from './context.ts'

/** What the one-step login takes. */
export interface LoginCredentials {
  readonly email: string
  readonly password: string
  /** Needed by a user of several tenants. */
  readonly tenantId?: string | undefined
}

/**
 * Logs in with one request, as old callers do.
 *
 * @see openapi.json#/paths/~1api~1v1~1auth~1login/post
 */
export async function login<Session>(
  portal: Portal<Session>,
  { email, password, tenantId }: LoginCredentials,
  call?: CallOptions,
): Promise<DoneStep<Session>> {
  const body = { email, password, ...(tenantId !== undefined && { tenant_id: tenantId }) }
  const answer = await portal.ask('login', (init) => portal.client.POST('/api/v1/auth/login', { ...init, body }), call)
  return finishLogin(portal, 'login', answer, call)
}
