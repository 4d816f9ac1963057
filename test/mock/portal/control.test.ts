import { expect, test } from 'vitest'
import { createTestPortal, NOON_MS } from '../../support/mock/driver.ts'

function createControlled() {
  const driven = createTestPortal()
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await driven.portal.fetch(`/__mock__/${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, allow: response.headers.get('allow'), body: await response.json() }
  }
  return { ...driven, call }
}

test('control: users are listed with all that a login needs, and added', async () => {
  const { portal, call } = createControlled()
  const { body } = await call('GET', 'users')
  expect(body).toEqual(portal.users.list())
  expect(body[5]).toMatchObject({
    email: 'all@acme.example',
    password: 'all-password-1',
    status: 'ACTIVE',
    tenants: [{ slug: 'acme' }, { slug: 'globex' }],
    mfa: ['totp', 'email', 'backup_code'],
    totpSecret: expect.any(String),
    backupCodes: expect.any(Array),
  })
  const added = await call('POST', 'users', { email: 'grace@example.com', password: 'pw', mfa: ['email'] })
  expect(added.body).toEqual(portal.users.find('grace@example.com'))
})

test('control: the TOTP code of a user', async () => {
  const { portal, call } = createControlled()
  const secret = portal.users.find('totp@acme.example')?.totpSecret
  expect((await call('GET', 'totp?email=totp@acme.example')).body).toEqual({
    code: portal.totp('totp@acme.example'),
    secret,
    validForMs: 30_000,
  })
})

test('control: the outbox, of all or of one', async () => {
  const { portal, password, post, call } = createControlled()
  for (const email of ['email@acme.example', 'all@acme.example']) {
    const { mfa_token, user_id } = (await password(email, email.replace('@acme.example', '-password-1'))).body
    await post(`/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${mfa_token}&user_id=${user_id}`, {})
  }
  expect((await call('GET', 'outbox')).body).toEqual(portal.outbox.list())
  for (const email of ['all@acme.example', 'ALL@Acme.Example']) {
    expect((await call('GET', `outbox?email=${email}`)).body).toEqual([portal.outbox.latest('all@acme.example')])
  }
})

test('control: the clock is read and advanced', async () => {
  const { portal, call } = createControlled()
  expect((await call('GET', 'clock')).body).toEqual({ nowMs: NOON_MS })
  expect((await call('POST', 'clock', { advanceMs: 3_600_000 })).body).toEqual({ nowMs: NOON_MS + 3_600_000 })
  expect(portal.clock.now()).toBe(NOON_MS + 3_600_000)
})

test('control: faults are added, listed and removed', async () => {
  const { portal, identify, call } = createControlled()
  const fault = (await call('POST', 'faults', { operation: 'identify', times: 2, then: { status: 503 } })).body
  expect(fault).toEqual({ id: 1, operation: 'identify', times: 2, remaining: 2, then: { status: 503 } })
  expect((await identify('plain@acme.example')).status).toBe(503)
  expect((await call('GET', 'faults')).body).toEqual([{ ...fault, remaining: 1 }])
  await call('POST', 'faults', { operation: 'me', then: 'network-error' })
  expect((await call('DELETE', 'faults?id=1')).body).toMatchObject([{ id: 2 }])
  expect((await call('DELETE', 'faults')).body).toEqual([])
  expect(portal.faults.list()).toEqual([])
})

test('control: the policy is read and changed', async () => {
  const { portal, call } = createControlled()
  expect((await call('GET', 'policy')).body).toEqual(portal.policy.current())
  const { body } = await call('PATCH', 'policy', { refresh: { graceMs: 1000 } })
  expect(body).toEqual(portal.policy.current())
  expect(body.refresh).toMatchObject({ graceMs: 1000, rotates: true })
})

test('control: the whole journal, or its end', async () => {
  const { identify, get, call } = createControlled()
  for (let i = 0; i < 3; i += 1) await identify(`user${i}@acme.example`)
  await get('/api/v1/me')
  expect((await call('GET', 'requests')).body).toHaveLength(4)
  expect((await call('GET', 'requests?last=2')).body).toMatchObject([{ id: 3 }, { id: 4, operation: 'me' }])
  expect((await call('GET', 'requests?last=9')).body).toHaveLength(4)
})

test('control: snapshot, reset and restore; its own calls are not in the journal', async () => {
  const { portal, identify, call } = createControlled()
  await identify('plain@acme.example')
  const saved = (await call('GET', 'snapshot')).body
  expect((await call('GET', 'requests')).body).toMatchObject([{ operation: 'identify', status: 200 }])
  await call('POST', 'reset')
  expect(Object.keys(portal.snapshot().state.flows)).toHaveLength(0)
  expect((await call('PUT', 'snapshot', saved)).status).toBe(200)
  expect(portal.snapshot()).toEqual(saved)
})

test.for([
  ['GET', 'nothing', undefined, 404, 'No /__mock__/nothing; expected users, tenants, outbox, totp, sessions,'],
  ['DELETE', 'users', undefined, 405, '/__mock__/users allows GET, POST, PATCH'],
  ['GET', 'totp', undefined, 400, 'totp: the query parameter "email" is missing'],
  ['GET', 'totp?email=nobody@acme.example', undefined, 400, 'totp(): no user nobody@acme.example'],
  ['GET', 'totp?email=plain@acme.example', undefined, 400, 'totp(): user plain@acme.example has no TOTP'],
  [
    'POST',
    'clock',
    { advanceMs: -1 },
    400,
    'clock.advance(): ms must be milliseconds, zero or more, up to the year 275760; got -1',
  ],
  ['POST', 'clock', '{', 400, 'The body is not JSON'],
  ['POST', 'faults', '['.repeat(100_000), 400, 'The body is nested more than 1000 levels deep'],
  ['POST', 'clock', undefined, 400, 'POST /__mock__/clock: body must be an object with advanceMs; got nothing'],
  ['POST', 'clock', {}, 400, 'clock.advance(): ms must be milliseconds, zero or more, up to the year 275760;'],
  [
    'POST',
    'clock',
    { advanceMs: 1e300 },
    400,
    'clock.advance(): ms must be milliseconds, zero or more, up to the year 275760;',
  ],
  [
    'POST',
    'clock',
    { advancedMs: 1 },
    400,
    'POST /__mock__/clock: unknown field "body.advancedMs"; expected advanceMs',
  ],
  [
    'POST',
    'faults',
    { operation: 'refresh', then: 'boom' },
    400,
    'faults.add(): fault.then must be network-error, lose-response,',
  ],
  ['POST', 'faults', undefined, 400, 'faults.add(): fault must be an object with operation, nth, probability, then,'],
  ['DELETE', 'faults?id=9', undefined, 400, 'DELETE /__mock__/faults: no fault with id 9'],
  ['DELETE', 'faults?ID=1', undefined, 400, 'DELETE /__mock__/faults: unknown query parameter "ID"; expected id'],
  ['GET', 'outbox?mail=x', undefined, 400, 'GET /__mock__/outbox: unknown query parameter "mail"; expected email'],
  ['GET', 'requests?last=0', undefined, 400, 'GET /__mock__/requests: last must be a whole number, 1 or more; got 0'],
  ['GET', '', undefined, 404, 'No /__mock__/; expected users, tenants, outbox, totp, sessions, requests,'],
  ['DELETE', 'devices', undefined, 400, 'devices: the query parameter "email" is missing'],
  ['DELETE', 'devices?email=nobody@acme.example', undefined, 400, 'users.forgetDevices(): no user nobody@acme.example'],
  ['PATCH', 'policy', undefined, 400, 'PATCH /__mock__/policy: body must be an object; got nothing'],
  ['PATCH', 'policy', '[]', 400, 'policy.change(): policy must be an object with identify, flow,'],
  ['PATCH', 'policy', { flows: {} }, 400, 'policy.change(): unknown option "policy.flows"; expected identify,'],
  ['POST', 'reset', 'null', 400, 'POST /__mock__/reset: body must be empty, or {}; got null'],
  ['POST', 'reset', { seed: 7 }, 400, 'POST /__mock__/reset: unknown field "body.seed"; expected none'],
  ['PUT', 'snapshot', { version: 9 }, 400, 'PUT /__mock__/snapshot: snapshot.version must be 1; got 9'],
  ['PATCH', 'users', { status: 'ACTIVE' }, 400, 'the query parameter "email" is missing'],
  ['PATCH', 'tenants?slug=none', { status: 'ACTIVE' }, 400, 'tenants.setStatus(): no tenant none'],
  [
    'PATCH',
    'tenants?slug=acme',
    { status: 'x' },
    400,
    'tenants.setStatus(): status must be "ACTIVE" or "SUSPENDED"; got "x"',
  ],
  ['POST', 'tenants', { slug: 'acme' }, 400, 'tenants.add(): tenant.slug must be new; got "acme"'],
  ['POST', 'keys', { overlap: 1 }, 400, 'keys.rotate(): unknown option "overlap"; expected overlapMs'],
  ['POST', 'keys', { overlapMs: -1 }, 400, 'keys.rotate(): overlapMs must be milliseconds, zero or more; got -1'],
  [
    'POST',
    'users',
    { email: 'x' },
    400,
    'users.add(): user.email must be an e-mail address (An email address must have',
  ],
] as const)('control: %s %s %j is rejected with a reason', async ([method, path, body, status, message]) => {
  const answer = await createControlled().call(method, path, body)
  expect(answer.status).toBe(status)
  expect(answer.body.detail).toContain(message)
})
