import type { MockUser } from '../accounts/users.ts'
import { isRecord } from '../base/json.ts'
import { askMock, type MockAddress } from './ask-mock.ts'
import type { TestPortal } from './test-portal.ts'

/** What the portal answers to a login. */
export interface Grant {
  readonly accessToken: string
  readonly refreshToken: string
  readonly user: object
}

/**
 * Logs a user in at a portal, with the password and the first second factor of the user. Rejects with an `Error` that says
 * why it cannot.
 */
export async function signIn(
  address: MockAddress,
  portal: TestPortal,
  email: string,
  tenantSlug: string | undefined,
): Promise<Grant> {
  const user = await portal.users.find(email)
  if (user === undefined) throw new Error(`loginAs(): no user ${email}; portal.users.add() adds one`)
  const tenant = user.tenants.find(({ slug }) => tenantSlug === undefined || slug === tenantSlug)
  if (tenant === undefined) throw new Error(`loginAs(): ${email} is not in the tenant ${tenantSlug}`)
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await askMock(address, 'POST', `/api/v1/auth/${path}`, body)
    return isRecord(answer) ? answer : {}
  }
  const { flow_token } = await post('identify', { email })
  const { mfa_token, ...answer } = await post('authenticate', {
    flow_token,
    password: user.password,
    tenant_id: tenant.id,
  })
  if (typeof mfa_token !== 'string') return readGrant(answer)
  const [method = ''] = user.mfa
  if (method === 'email') {
    const query = new URLSearchParams({ user_id: user.id, mfa_token })
    await post(`tenants/${encodeURIComponent(tenant.slug)}/mfa/email/send?${query}`, {})
  }
  const code = await codeOf(portal, user, method)
  return readGrant(await post('mfa/verify', { mfa_token, user_id: user.id, method, code }))
}

function codeOf(portal: TestPortal, { email, backupCodes = [] }: MockUser, method: string): Promise<string> | string {
  if (method === 'totp') return portal.totp(email)
  if (method === 'email') return portal.emailCode(email)
  const [code] = backupCodes
  if (code === undefined) throw new Error(`loginAs(): ${email} has no backup code left`)
  return code
}

function readGrant({ access_token, refresh_token, user }: Record<string, unknown>): Grant {
  if (typeof access_token !== 'string' || typeof refresh_token !== 'string' || !isRecord(user)) {
    throw new Error('loginAs(): the answer of the login has no tokens')
  }
  return { accessToken: access_token, refreshToken: refresh_token, user }
}
