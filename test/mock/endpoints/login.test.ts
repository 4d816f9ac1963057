import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

test('login: a user of one tenant without MFA gets tokens in one step', async () => {
  const { login, me } = createTestPortal()
  const { status, body } = await login({ email: 'plain@acme.example', password: 'plain-password-1' })
  expect(status).toBe(200)
  expect(Object.keys(body)).toEqual(['access_token', 'refresh_token', 'user'])
  expect((await me(body['access_token'])).body).toEqual(body['user'])
})

test('login: a user of several tenants must name one', async () => {
  const { portal, login } = createTestPortal()
  const claim = { email: 'tenants@acme.example', password: 'tenants-password-1' }
  expect(await login(claim)).toMatchObject({ status: 400, body: { detail: 'Tenant selection required' } })
  const [tenant] = portal.users.find('tenants@acme.example')?.tenants ?? []
  expect((await login({ ...claim, tenant_id: tenant?.id })).status).toBe(200)
})

test('login: a user with MFA is refused, and only after the right password', async () => {
  const { login } = createTestPortal()
  expect((await login({ email: 'totp@acme.example', password: 'wrong' })).status).toBe(401)
  expect(await login({ email: 'totp@acme.example', password: 'totp-password-1' })).toMatchObject({
    status: 403,
    body: { detail: 'MFA required, use the two-step login' },
  })
})

test('login: an unknown user is refused as a wrong password is', async () => {
  const { login } = createTestPortal({ policy: { identify: { unknownEmail: 'no_tenants' } } })
  const unknown = await login({ email: 'nobody@acme.example', password: 'x' })
  const wrong = await login({ email: 'plain@acme.example', password: 'x' })
  expect(unknown).toMatchObject({ status: 401, body: wrong.body })
})

test('login: its wrong passwords count towards the lock as those of authenticate do', async () => {
  const { login, password } = createTestPortal()
  for (let i = 0; i < 3; i += 1) await login({ email: 'plain@acme.example', password: 'wrong' })
  for (let i = 0; i < 2; i += 1) await password('plain@acme.example', 'wrong')
  expect((await login({ email: 'plain@acme.example', password: 'plain-password-1' })).status).toBe(429)
})
