import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const suspendedTenant = { status: 403, body: { detail: 'Tenant is suspended' } }

test('suspension: no login to a suspended tenant, and only the right password learns why', async () => {
  const { portal, password, login } = createTestPortal()
  portal.tenants.setStatus('acme', 'SUSPENDED')
  expect(await password('plain@acme.example', 'plain-password-1')).toMatchObject(suspendedTenant)
  expect(await login({ email: 'plain@acme.example', password: 'plain-password-1' })).toMatchObject(suspendedTenant)
  expect((await password('plain@acme.example', 'wrong')).status).toBe(401)
  portal.tenants.setStatus('acme', 'ACTIVE')
  expect((await password('plain@acme.example', 'plain-password-1')).status).toBe(200)
})

test('suspension: a user can still log in to another tenant', async () => {
  const { portal, identify, authenticate } = createTestPortal()
  portal.tenants.setStatus('acme', 'SUSPENDED')
  const globex = portal.tenants.list().find(({ slug }) => slug === 'globex')
  const { flow_token } = (await identify('tenants@acme.example')).body
  const attempt = { flow_token, password: 'tenants-password-1', tenant_id: globex?.id }
  expect((await authenticate(attempt)).status).toBe(200)
})

test('suspension: identify does not reveal it', async () => {
  const { portal, identify } = createTestPortal()
  const before = (await identify('plain@acme.example')).body['tenants']
  portal.tenants.setStatus('acme', 'SUSPENDED')
  portal.users.setStatus('plain@acme.example', 'SUSPENDED')
  expect((await identify('plain@acme.example')).body['tenants']).toEqual(before)
})

test('suspension: of a tenant interrupts logins and sessions until it ends', async () => {
  const { portal, login, password, verify, refresh, me } = createTestPortal()
  const session = (await login({ email: 'plain@acme.example', password: 'plain-password-1' })).body
  const { mfa_token, user_id } = (await password('totp@acme.example', 'totp-password-1')).body
  const attempt = { mfa_token, user_id, method: 'totp', code: portal.totp('totp@acme.example') }
  portal.tenants.setStatus('acme', 'SUSPENDED')
  expect(await verify(attempt)).toMatchObject(suspendedTenant)
  expect((await refresh(session['refresh_token'])).status).toBe(401)
  expect(await me(session['access_token'])).toMatchObject(suspendedTenant)
  portal.tenants.setStatus('acme', 'ACTIVE')
  expect((await verify(attempt)).status).toBe(200)
  expect((await refresh(session['refresh_token'])).status).toBe(200)
})

test('suspension: a tenant shows its status; an unknown slug or status is rejected', () => {
  const { portal } = createTestPortal()
  expect(portal.tenants.setStatus('acme', 'SUSPENDED')).toMatchObject({ slug: 'acme', status: 'SUSPENDED' })
  expect(portal.tenants.list().map(({ status }) => status)).toEqual(['SUSPENDED', 'ACTIVE', 'ACTIVE'])
  expect(() => portal.tenants.setStatus('none', 'ACTIVE')).toThrow('tenants.setStatus(): no tenant none')
  expect(() => portal.tenants.setStatus('acme', 'GONE' as never)).toThrow(
    'tenants.setStatus(): status must be "ACTIVE" or "SUSPENDED"; got "GONE"',
  )
  expect(() => portal.users.setStatus('plain@acme.example', 'x' as never)).toThrow(
    'users.setStatus(): status must be "ACTIVE" or "SUSPENDED"; got "x"',
  )
})
