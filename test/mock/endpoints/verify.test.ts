import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const MINUTE_MS = 60_000
const STEP_MS = 30_000
const wrongCode = { status: 401, body: { detail: 'Invalid MFA code' } }
const deadToken = { status: 401, body: { detail: 'Invalid or expired MFA token' } }

async function createChallenged(email = 'all@acme.example', options = {}) {
  const driven = createTestPortal(options)
  const challenge = async (headers?: Record<string, string>) => {
    const { body } = await driven.password(email, email.replace('@acme.example', '-password-1'), headers)
    return { mfa_token: body['mfa_token'], user_id: body['user_id'] }
  }
  return { ...driven, challenge, ...(await challenge()) }
}

test('verify: a current TOTP code is answered with tokens', async () => {
  const { portal, verify, me, mfa_token, user_id } = await createChallenged()
  const { status, body } = await verify({ mfa_token, user_id, method: 'totp', code: portal.totp('all@acme.example') })
  expect(status).toBe(200)
  expect(Object.keys(body)).toEqual(['access_token', 'refresh_token', 'user'])
  expect((await me(body['access_token'])).status).toBe(200)
})

test('verify: accepts a TOTP code of the previous or next step, but no other', async () => {
  for (const [offsetMs, status] of [
    [-2 * STEP_MS, 401],
    [-STEP_MS, 200],
    [STEP_MS, 200],
    [2 * STEP_MS, 401],
  ] as const) {
    const { portal, verify, challenge } = await createChallenged()
    portal.clock.advance(10 * STEP_MS)
    const codes = new Map<number, string>()
    const saved = portal.snapshot()
    for (const at of [-2, -1, 1, 2]) {
      portal.restore(saved)
      if (at > 0) portal.clock.advance(at * STEP_MS)
      else portal.restore({ ...saved, nowMs: saved.nowMs + at * STEP_MS })
      codes.set(at * STEP_MS, portal.totp('all@acme.example'))
    }
    portal.restore(saved)
    const answer = await verify({ ...(await challenge()), method: 'totp', code: codes.get(offsetMs) })
    expect([offsetMs, answer.status]).toEqual([offsetMs, status])
  }
})

test('verify: rejects a used TOTP code and earlier ones', async () => {
  const { portal, verify, challenge, mfa_token, user_id } = await createChallenged()
  const code = portal.totp('all@acme.example')
  portal.clock.advance(STEP_MS)
  const later = portal.totp('all@acme.example')
  expect((await verify({ mfa_token, user_id, method: 'totp', code: later })).status).toBe(200)
  expect(await verify({ ...(await challenge()), method: 'totp', code: later })).toMatchObject(wrongCode)
  expect(await verify({ ...(await challenge()), method: 'totp', code })).toMatchObject(wrongCode)
})

test('verify: portal.totp gives the next valid code after the current one is used', async () => {
  const { portal, verify, challenge, mfa_token, user_id } = await createChallenged()
  const first = portal.totp('all@acme.example')
  await verify({ mfa_token, user_id, method: 'totp', code: first })
  const second = portal.totp('all@acme.example')
  expect(second).not.toBe(first)
  expect((await verify({ ...(await challenge()), method: 'totp', code: second })).status).toBe(200)
  expect(() => portal.totp('plain@acme.example')).toThrow('totp(): user plain@acme.example has no TOTP')
})

test('verify: an e-mailed code works once, for ten minutes and until the next is sent', async () => {
  const { portal, post, verify, challenge, mfa_token, user_id } = await createChallenged('email@acme.example', {
    policy: { mfa: { lifetimeMs: 60 * MINUTE_MS } },
  })
  const send = (of: { mfa_token: unknown; user_id: unknown }) =>
    post(`/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${of.mfa_token}&user_id=${of.user_id}`, {})
  expect(await verify({ mfa_token, user_id, method: 'email', code: '' })).toMatchObject(wrongCode)
  expect((await send({ mfa_token, user_id })).status).toBe(200)
  const first = portal.outbox.latest('email@acme.example')?.code
  expect(first).toMatch(/^\d{6}$/)
  await send({ mfa_token, user_id })
  const second = portal.outbox.latest('email@acme.example')?.code
  expect(await verify({ mfa_token, user_id, method: 'email', code: first })).toMatchObject(wrongCode)
  expect((await verify({ mfa_token, user_id, method: 'email', code: second })).status).toBe(200)

  const again = await challenge()
  await send(again)
  portal.clock.advance(10 * MINUTE_MS)
  const late = portal.outbox.latest('email@acme.example')?.code
  expect(await verify({ ...again, method: 'email', code: late })).toMatchObject(wrongCode)
})

test('verify: a code e-mailed for one login does not work for another', async () => {
  const { portal, post, verify, challenge, mfa_token, user_id } = await createChallenged('email@acme.example')
  await post(`/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${mfa_token}&user_id=${user_id}`, {})
  const code = portal.outbox.latest()?.code
  expect(await verify({ ...(await challenge()), method: 'email', code })).toMatchObject(wrongCode)
})

test('verify: each of eight backup codes works once, in any spelling', async () => {
  const { portal, verify, challenge } = await createChallenged('backup@acme.example')
  const codes = portal.users.find('backup@acme.example')?.backupCodes ?? []
  expect(codes).toHaveLength(8)
  const code = codes[0]?.replace('-', ' ').toUpperCase()
  expect((await verify({ ...(await challenge()), method: 'backup_code', code })).status).toBe(200)
  expect(await verify({ ...(await challenge()), method: 'backup_code', code: codes[0] })).toMatchObject(wrongCode)
  expect(portal.users.find('backup@acme.example')?.backupCodes).toEqual(codes.slice(1))
})

test('verify: an MFA token lives five minutes', async () => {
  const { portal, verify, challenge, mfa_token, user_id } = await createChallenged()
  portal.clock.advance(5 * MINUTE_MS)
  const code = portal.totp('all@acme.example')
  expect(await verify({ mfa_token, user_id, method: 'totp', code })).toMatchObject(deadToken)
  const next = await challenge()
  portal.clock.advance(5 * MINUTE_MS - 1)
  expect((await verify({ ...next, method: 'totp', code: portal.totp('all@acme.example') })).status).toBe(200)
})

test('verify: an MFA token ends after five wrong codes, and after a success', async () => {
  const { portal, verify, challenge, mfa_token, user_id } = await createChallenged()
  for (let i = 0; i < 5; i += 1) {
    expect(await verify({ mfa_token, user_id, method: 'totp', code: 'wrong' })).toMatchObject(wrongCode)
  }
  const code = portal.totp('all@acme.example')
  expect(await verify({ mfa_token, user_id, method: 'totp', code })).toMatchObject(deadToken)
  const next = await challenge()
  expect((await verify({ ...next, method: 'totp', code })).status).toBe(200)
  expect(await verify({ ...next, method: 'totp', code: portal.totp('all@acme.example') })).toMatchObject(deadToken)
})

test('verify: by policy, wrong codes over several MFA tokens lock the second factors, but not the password', async () => {
  const email = 'all@acme.example'
  const policy = { mfa: { maxFailures: 6 }, lockout: { lockMs: 10 * MINUTE_MS } }
  const { portal, post, verify, challenge, ...first } = await createChallenged(email, { policy })
  const wrong = { method: 'totp', code: '000000x' }
  for (let i = 0; i < 5; i += 1) expect(await verify({ ...first, ...wrong })).toMatchObject(wrongCode)
  const second = await challenge()
  expect(await verify({ ...second, ...wrong })).toMatchObject(wrongCode)

  const right = () => ({ method: 'totp', code: portal.totp(email) })
  const locked = { status: 429, body: { detail: 'Too many failed attempts, try again later' } }
  const refused = await verify({ ...second, ...right() })
  expect(refused).toMatchObject(locked)
  expect(refused.headers.get('retry-after')).toBe('600')
  const third = await challenge()
  const query = new URLSearchParams({ mfa_token: String(third.mfa_token), user_id: String(third.user_id) })
  expect(await post(`/api/v1/auth/tenants/acme/mfa/email/send?${query}`, {})).toMatchObject(locked)
  portal.clock.advance(10 * MINUTE_MS)
  expect((await verify({ ...(await challenge()), ...right() })).status).toBe(200)
})

test('verify: the user id must be that of the MFA token', async () => {
  const { portal, verify, mfa_token } = await createChallenged()
  const user_id = portal.users.find('plain@acme.example')?.id
  const code = portal.totp('all@acme.example')
  expect(await verify({ mfa_token, user_id, method: 'totp', code })).toMatchObject(deadToken)
})

test('verify: a method the user does not have is refused and costs no attempt', async () => {
  const { portal, verify, mfa_token, user_id } = await createChallenged('totp@acme.example')
  for (const method of ['email', 'backup_code', 'carrier pigeon', 'email', 'email', 'email']) {
    expect((await verify({ mfa_token, user_id, method, code: '000000' })).status).toBe(400)
  }
  const code = portal.totp('totp@acme.example')
  expect((await verify({ mfa_token, user_id, method: 'totp', code })).status).toBe(200)
})

test('verify: a user suspended in the middle of the login gets no tokens', async () => {
  const { portal, verify, mfa_token, user_id } = await createChallenged()
  portal.users.setStatus('all@acme.example', 'SUSPENDED')
  const code = portal.totp('all@acme.example')
  expect((await verify({ mfa_token, user_id, method: 'totp', code })).status).toBe(403)
})

test('verify: a trusted device is not asked again for thirty days, another one is', async () => {
  const { portal, verify, password, challenge } = await createChallenged()
  const phone = { 'user-agent': 'phone' }
  const code = portal.totp('all@acme.example')
  await verify({ ...(await challenge(phone)), method: 'totp', code, trust_device: true }, phone)
  const statusOn = async (device: string) =>
    (await password('all@acme.example', 'all-password-1', { 'user-agent': device })).body['status']
  expect(await statusOn('phone')).toBe('SUCCESS')
  expect(await statusOn('laptop')).toBe('MFA_REQUIRED')
  expect((await password('all@acme.example', 'wrong', phone)).status).toBe(401)
  portal.clock.advance(30 * 24 * 60 * MINUTE_MS)
  expect(await statusOn('phone')).toBe('MFA_REQUIRED')
})

test('verify: without trust_device, or with devices off by policy, the user is asked again', async () => {
  for (const [policy, trust_device] of [
    [{}, false],
    [{ trustedDevices: { recognisedBy: 'nothing' } }, true],
  ] as const) {
    const { portal, verify, challenge, password } = await createChallenged('all@acme.example', { policy })
    const code = portal.totp('all@acme.example')
    expect((await verify({ ...(await challenge()), method: 'totp', code, trust_device })).status).toBe(200)
    expect((await password('all@acme.example', 'all-password-1')).body['status']).toBe('MFA_REQUIRED')
  }
})
