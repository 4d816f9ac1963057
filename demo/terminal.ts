// The whole login over real HTTP, in the terminal: `npm run demo`. Exits with 1 if a step did not do what it says.
import { startPortalServer } from '../mock/server/server.ts'
import { createPortalAuth, isPortalAuthError } from '../src/index.ts'
import { createTranscript } from './transcript.ts'

const { say, check, rejection, finish } = createTranscript()
const server = await startPortalServer({ seed: 42 })
const auth = createPortalAuth({ baseUrl: server.url })

/** The portal's test controls, which a real portal does not have. */
async function control<T>(path: string, body?: object): Promise<T> {
  const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`${server.url}/__mock__/${path}`, init)
  return response.json() as Promise<T>
}

const countRequests = async (operation: string, status: number): Promise<number> => {
  const requests = await control<{ operation: string; status: number }[]>('requests')
  return requests.filter((request) => request.operation === operation && request.status === status).length
}

try {
  say(`portal    listening on ${server.url}`)

  const users = await control<{ email: string; password: string; tenants: unknown[]; mfa: string[] }[]>('users')
  const user = users.find(({ tenants, mfa }) => tenants.length === 2 && mfa.includes('totp'))
  if (user === undefined) throw new Error('the portal has no user of two tenants with TOTP')
  const { email, password } = user

  const identified = await auth.identify({ email })
  check(
    'identify',
    identified.step === 'tenant',
    `${email} can sign in to ${identified.tenants.map((t) => t.name).join(' and ')}`,
  )
  if (identified.step !== 'tenant') throw new Error('the portal must ask for a tenant')
  const tenant = identified.tenants[0]
  if (tenant === undefined) throw new Error('the portal listed no tenant')
  check('tenant', true, `${tenant.name} chosen`)

  const wrongPassword = await rejection(identified.authenticate({ password: `not ${password}`, tenantId: tenant.id }))
  check('password', wrongPassword === 'invalid_credentials', `a wrong one is rejected: ${wrongPassword}`)

  const next = await identified.authenticate({ password, tenantId: tenant.id })
  check(
    'password',
    next.step === 'mfa',
    `the right one leads to a second factor: ${next.step === 'mfa' && next.methods}`,
  )
  if (next.step !== 'mfa') throw new Error('the portal must ask for a second factor')

  const { code } = await control<{ code: string }>(`totp?email=${encodeURIComponent(email)}`)
  const wrongCode = await rejection(next.verify({ method: 'totp', code: code === '000000' ? '000001' : '000000' }))
  check('code', wrongCode === 'mfa_code_rejected', `a wrong one is rejected: ${wrongCode}`)

  const { session } = await next.verify({ method: 'totp', code })
  check('code', session.status === 'signed_in', `${code} is right: ${session.user.displayName} is signed in`)

  const me = (): Promise<Response> => auth.fetch(`${server.url}/api/v1/me`)
  const profile = await me()
  check('call', profile.status === 200, `GET /api/v1/me answers ${profile.status}`)

  await control('clock', { advanceMs: 3_601_000 })
  say('clock     advanced by 1 h and 1 s: the access token has expired')
  const later = await me()
  const refreshes = await countRequests('refresh', 200)
  check(
    'call',
    later.status === 200 && refreshes === 1,
    `answers ${later.status}, after ${refreshes} refresh in the background`,
  )

  await control('clock', { advanceMs: 3_601_000 })
  say('clock     advanced again, and two calls start at once')
  const statuses = (await Promise.all([me(), me()])).map(({ status }) => status)
  const shared = (await countRequests('refresh', 200)) - refreshes
  check(
    'calls',
    statuses.join() === '200,200' && shared === 1,
    `both answer ${statuses[0]}, with ${shared} refresh between them`,
  )

  const { local, remote } = await auth.logout()
  check('logout', remote === 'done', `here: ${local}, at the server: ${remote}`)
  const afterLogout = await rejection(me())
  check('call', afterLogout === 'signed_out', `rejected: ${afterLogout}`)
} catch (error) {
  check('demo', false, isPortalAuthError(error) ? error.message : String(error))
} finally {
  await server.close()
}
process.exitCode = finish()
