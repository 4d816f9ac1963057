import type { PortalMock } from '../../../mock/index.ts'
import { createDriver, type Send } from './driver.ts'

const all = { email: 'all@acme.example', password: 'all-password-1' }
const plain = { email: 'plain@acme.example', password: 'plain-password-1' }

/** One line of a transcript: a request and its whole response. */
export interface Line {
  step: number
  path: string
  status: number
  headers: Record<string, string>
  body: unknown
}

/** Headers added by a transport, not by a portal. */
const OF_THE_TRANSPORT = ['connection', 'date', 'keep-alive', 'transfer-encoding', 'content-length']

/** Sends more than forty login requests, valid and invalid, over any transport. Returns the transcript. */
export async function playScenario(portal: PortalMock, send: Send, origin: string): Promise<Line[]> {
  const lines: Line[] = []
  const recording: Send = async (path, init) => {
    let response: Response
    try {
      response = await send(path, { redirect: 'manual', ...init })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      lines.push({ step: lines.length + 1, path, status: 0, headers: {}, body: 'network error' })
      return new Response('{}')
    }
    const text = await response.text()
    const headers = [...response.headers].filter(([name]) => !OF_THE_TRANSPORT.includes(name))
    const shown = headers.map(([name, value]) => [name, value.replace(origin, 'ORIGIN')])
    lines.push({
      step: lines.length + 1,
      path,
      status: response.status,
      headers: Object.fromEntries(shown),
      body: text,
    })
    const body = response.headers.get('content-type')?.startsWith('application/json') ? text : '{}'
    return new Response(body.endsWith('}') ? body : '{}', { status: 200 })
  }
  const d = createDriver(recording)
  const raw = (path: string, method: string, body?: string) =>
    recording(path, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    })

  // Validation by the framework.
  await raw('/api/v1/auth/identify', 'GET')
  await raw('/api/v1/auth/identify/', 'POST', '{}')
  await raw('/api/v1/auth/nothing', 'POST', '{}')
  await raw('/api/v1/auth/identify', 'POST', '{"email": "a@b.example",}')
  await raw('/api/v1/auth/identify', 'POST', '{"email": "no address"}')
  await raw('/api/v1/auth/mfa/verify', 'POST', '{"trust_device": "perhaps"}')
  await raw('/api/v1/auth/refresh', 'POST')

  // Known and unknown users.
  await d.identify('nobody@acme.example')
  await d.password('nobody@acme.example', 'x')
  await d.login({ email: 'nobody@acme.example', password: 'x' })

  // A login by password alone, its refreshes and the reuse that revokes the family.
  const first = (await d.password(plain.email, plain.password)).body
  await d.me(first['access_token'])
  const second = (await d.refresh(first['refresh_token'])).body
  await d.me(second['access_token'])
  await d.refresh(first['refresh_token'])
  await d.refresh(second['refresh_token'])
  await d.me(second['access_token'])

  // Choice of a tenant, then second factors.
  const { flow_token } = (await d.identify(all.email)).body
  await d.authenticate({ flow_token, password: all.password })
  const challenge = async () => {
    const { mfa_token, user_id } = (await d.password(all.email, all.password)).body
    return { mfa_token, user_id }
  }
  const totp = await challenge()
  await d.verify({ ...totp, method: 'totp', code: '000000' })
  const granted = (await d.verify({ ...totp, method: 'totp', code: portal.totp(all.email) })).body
  await d.verify({ ...totp, method: 'totp', code: portal.totp(all.email) })
  const backup = await challenge()
  await d.verify({ ...backup, method: 'backup_code', code: portal.users.find(all.email)?.backupCodes?.[0] })
  const mail = await challenge()
  await d.post(`/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${mail.mfa_token}&user_id=${mail.user_id}`, {})
  await d.verify({ ...mail, method: 'email', code: portal.outbox.latest()?.code, trust_device: true })
  await challenge()

  // Faults.
  portal.faults.add({ operation: 'refresh', then: { status: 503, headers: { 'retry-after': '3' } } })
  await d.refresh(granted['refresh_token'])
  portal.faults.add({ operation: 'refresh', then: 'network-error' })
  await d.refresh(granted['refresh_token'])
  portal.faults.add({ operation: 'refresh', then: 'malformed-json' })
  await d.refresh(granted['refresh_token'])

  // Expiry, key rotation, suspension, lockout and logout.
  portal.keys.rotate()
  const last = (await d.login(plain)).body
  await d.get('/api/v1/platform/.well-known/jwks.json')
  portal.clock.advance(3_600_000)
  await d.me(last['access_token'])
  portal.users.setStatus(plain.email, 'SUSPENDED')
  await d.login(plain)
  await d.refresh(last['refresh_token'])
  portal.users.setStatus(plain.email, 'ACTIVE')
  const live = (await d.refresh(last['refresh_token'])).body
  for (let i = 0; i < 6; i += 1) await d.login({ ...plain, password: 'wrong' })
  await d.logout(live['access_token'])
  await d.refresh(live['refresh_token'])
  await d.logout()
  return lines
}
