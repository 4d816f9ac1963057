import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const phone = { 'user-agent': 'phone' }

/** A portal in which the phone of `all@acme.example` is trusted for the tenant acme. */
async function createTrusted(options = {}) {
  const driven = createTestPortal(options)
  const { portal, password, verify } = driven
  const { mfa_token, user_id } = (await password('all@acme.example', 'all-password-1', phone)).body
  const code = portal.totp('all@acme.example')
  await verify({ mfa_token, user_id, method: 'totp', code, trust_device: true }, phone)
  const statusWith = async (email: string, headers: Record<string, string>, tenant = 'acme') => {
    const { flow_token } = (await driven.identify(email)).body
    const tenant_id = portal.tenants.list().find(({ slug }) => slug === tenant)?.id
    const secret = email.replace('@acme.example', '-password-1')
    return (await driven.authenticate({ flow_token, password: secret, tenant_id }, headers)).body['status']
  }
  return { ...driven, statusWith }
}

test('trusted devices: trust is for one user in one tenant on one device', async () => {
  const { statusWith } = await createTrusted()
  expect(await statusWith('all@acme.example', phone)).toBe('SUCCESS')
  expect(await statusWith('all@acme.example', phone, 'globex')).toBe('MFA_REQUIRED')
  expect(await statusWith('all@acme.example', { 'user-agent': 'laptop' })).toBe('MFA_REQUIRED')
  expect(await statusWith('totp@acme.example', phone)).toBe('MFA_REQUIRED')
})

test('trusted devices: a wrong code does not trust a device', async () => {
  const { password, verify, statusWith } = await createTrusted()
  const laptop = { 'user-agent': 'laptop' }
  const { mfa_token, user_id } = (await password('totp@acme.example', 'totp-password-1', laptop)).body
  await verify({ mfa_token, user_id, method: 'totp', code: 'wrong', trust_device: true }, laptop)
  expect(await statusWith('totp@acme.example', laptop)).toBe('MFA_REQUIRED')
})

test('trusted devices: forgetDevices and reset delete them', async () => {
  const { portal, statusWith } = await createTrusted()
  portal.users.forgetDevices('totp@acme.example')
  expect(await statusWith('all@acme.example', phone)).toBe('SUCCESS')
  portal.users.forgetDevices('all@acme.example')
  expect(await statusWith('all@acme.example', phone)).toBe('MFA_REQUIRED')
  expect(() => portal.users.forgetDevices('nobody@acme.example')).toThrow(
    'users.forgetDevices(): no user nobody@acme.example',
  )
})

test('trusted devices: the lifetime follows the policy, and logging in does not extend it', async () => {
  const { portal, statusWith } = await createTrusted({ policy: { trustedDevices: { lifetimeMs: 1000 } } })
  portal.clock.advance(999)
  expect(await statusWith('all@acme.example', phone)).toBe('SUCCESS')
  portal.clock.advance(1)
  expect(await statusWith('all@acme.example', phone)).toBe('MFA_REQUIRED')
})

test('trusted devices: one-step login ignores them', async () => {
  const { portal, login } = await createTrusted()
  const tenant_id = portal.tenants.list()[0]?.id
  expect((await login({ email: 'all@acme.example', password: 'all-password-1', tenant_id })).status).toBe(403)
})

test('trusted devices: a second device does not replace the first, and trusting one again keeps one entry', async () => {
  const { portal, password, verify, statusWith } = await createTrusted({
    policy: { trustedDevices: { lifetimeMs: 100_000 } },
  })
  const trustAt = async (headers: Record<string, string>) => {
    portal.clock.advance(40_000)
    const { mfa_token, user_id } = (await password('all@acme.example', 'all-password-1', { 'user-agent': 'unknown' }))
      .body
    const code = portal.totp('all@acme.example')
    await verify({ mfa_token, user_id, method: 'totp', code, trust_device: true }, headers)
  }
  const laptop = { 'user-agent': 'laptop' }
  await trustAt(laptop)
  expect(await statusWith('all@acme.example', phone)).toBe('SUCCESS')
  expect(await statusWith('all@acme.example', laptop)).toBe('SUCCESS')
  await trustAt(laptop)
  expect(portal.snapshot().state.trustedDevices).toHaveLength(2)
  await trustAt(laptop)
  expect(portal.snapshot().state.trustedDevices.map(({ device }) => device)).toEqual(['laptop'])
})
