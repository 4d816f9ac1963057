import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const MINUTE_MS = 60_000
const wrongCredentials = { status: 401, body: { detail: 'Invalid credentials' } }
const deadFlow = { status: 400, body: { detail: 'Invalid or expired flow token' } }

test('authenticate: the right password of a user without MFA returns tokens and every field of the contract', async () => {
  const { password } = createTestPortal()
  const { status, body } = await password('plain@acme.example', 'plain-password-1')
  expect(status).toBe(200)
  expect(body).toEqual({
    status: 'SUCCESS',
    access_token: expect.stringMatching(/^eyJ/),
    refresh_token: expect.stringMatching(/^rt_/),
    user: expect.objectContaining({ email: 'plain@acme.example', status: 'ACTIVE' }),
    mfa_token: null,
    user_id: null,
    available_methods: null,
  })
  expect(Object.keys(body['user'] as object)).toEqual([
    'id',
    'email',
    'first_name',
    'last_name',
    'display_name',
    'tenant_id',
    'status',
  ])
})

test('authenticate: a user with MFA gets an MFA token, their id and their methods, and no tokens', async () => {
  const { portal, password } = createTestPortal()
  const { body } = await password('all@acme.example', 'all-password-1')
  expect(body).toEqual({
    status: 'MFA_REQUIRED',
    access_token: null,
    refresh_token: null,
    user: null,
    mfa_token: expect.stringMatching(/^mfa_/),
    user_id: portal.users.find('all@acme.example')?.id,
    available_methods: ['totp', 'email', 'backup_code'],
  })
})

test('authenticate: wrong password, unknown user and foreign tenant are one refusal', async () => {
  const { portal, identify, authenticate, password } = createTestPortal()
  expect(await password('plain@acme.example', 'wrong')).toMatchObject(wrongCredentials)
  expect(await password('nobody@acme.example', 'wrong')).toMatchObject(wrongCredentials)
  const foreign = portal.tenants.list().find(({ slug }) => slug === 'globex')
  const { body } = await identify('plain@acme.example')
  const attempt = { flow_token: body['flow_token'], password: 'plain-password-1', tenant_id: foreign?.id }
  expect(await authenticate(attempt)).toMatchObject(wrongCredentials)
})

test('authenticate: a wrong password does not use up the flow token, a right one does', async () => {
  const { identify, authenticate } = createTestPortal()
  const { flow_token } = (await identify('plain@acme.example')).body
  expect(await authenticate({ flow_token, password: 'wrong' })).toMatchObject(wrongCredentials)
  expect((await authenticate({ flow_token, password: 'plain-password-1' })).status).toBe(200)
  expect(await authenticate({ flow_token, password: 'plain-password-1' })).toMatchObject(deadFlow)
})

test('authenticate: a flow token lives ten minutes', async () => {
  const { portal, identify, authenticate } = createTestPortal()
  const early = (await identify('plain@acme.example')).body['flow_token']
  portal.clock.advance(10 * MINUTE_MS - 1)
  expect((await authenticate({ flow_token: early, password: 'plain-password-1' })).status).toBe(200)
  const late = (await identify('plain@acme.example')).body['flow_token']
  portal.clock.advance(10 * MINUTE_MS)
  expect(await authenticate({ flow_token: late, password: 'plain-password-1' })).toMatchObject(deadFlow)
})

test('authenticate: an unknown flow token is refused', async () => {
  const { authenticate } = createTestPortal()
  for (const flow_token of ['', 'flow_x', '__proto__']) {
    expect(await authenticate({ flow_token, password: 'x' })).toMatchObject(deadFlow)
  }
})

test('authenticate: with several tenants one must be chosen, for unknown e-mails too', async () => {
  const { identify, authenticate } = createTestPortal()
  const required = { status: 400, body: { detail: 'Tenant selection required' } }
  const known = (await identify('tenants@acme.example')).body['flow_token']
  expect(await authenticate({ flow_token: known, password: 'tenants-password-1' })).toMatchObject(required)
  let sawSeveral = false
  for (let i = 0; i < 20; i += 1) {
    const { body } = await identify(`nobody${i}@acme.example`)
    const isSeveral = body['requires_tenant_selection'] === true
    sawSeveral ||= isSeveral
    const answer = await authenticate({ flow_token: body['flow_token'], password: 'x' })
    expect(answer).toMatchObject(isSeveral ? required : wrongCredentials)
  }
  expect(sawSeveral).toBe(true)
})

test('authenticate: the tenant chosen is the tenant of the session', async () => {
  const { portal, identify, authenticate } = createTestPortal()
  const globex = portal.tenants.list().find(({ slug }) => slug === 'globex')
  const { flow_token } = (await identify('tenants@acme.example')).body
  const { body } = await authenticate({ flow_token, password: 'tenants-password-1', tenant_id: globex?.id })
  expect(body['user']).toMatchObject({ tenant_id: globex?.id })
})

test('authenticate: five wrong passwords lock an e-mail for fifteen minutes, known or not', async () => {
  for (const email of ['plain@acme.example', 'nobody@acme.example']) {
    const { portal, password } = createTestPortal()
    for (let i = 0; i < 5; i += 1) expect(await password(email, 'wrong')).toMatchObject(wrongCredentials)
    portal.clock.advance(MINUTE_MS + 1)
    const locked = await password(email, 'plain-password-1')
    expect(locked.status).toBe(429)
    expect(locked.headers.get('retry-after')).toBe('840')
    portal.clock.advance(14 * MINUTE_MS - 2)
    expect((await password(email, 'plain-password-1')).status).toBe(429)
    portal.clock.advance(1)
    expect((await password(email, 'plain-password-1')).status).toBe(email.startsWith('plain') ? 200 : 401)
  }
})

test('authenticate: a right password resets the count of wrong ones', async () => {
  const { password } = createTestPortal()
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 4; i += 1) await password('plain@acme.example', 'wrong')
    expect((await password('plain@acme.example', 'plain-password-1')).status).toBe(200)
  }
})

test('authenticate: a suspended user learns it only after the right password', async () => {
  const { password } = createTestPortal()
  expect(await password('suspended@acme.example', 'wrong')).toMatchObject(wrongCredentials)
  expect(await password('suspended@acme.example', 'suspended-password-1')).toMatchObject({
    status: 403,
    body: { detail: 'User account is suspended' },
  })
})

test('authenticate: a user added after identify logs in only to a tenant of theirs that identify listed', async () => {
  const { portal, identify, authenticate } = createTestPortal()
  portal.tenants.add({ slug: 'umbrella' })
  const tenants = portal.tenants.list()
  const { flow_token, tenants: shown } = (await identify('late@acme.example')).body
  const shownIds = (shown as { id: string }[]).map(({ id }) => id)
  const own = tenants.filter(({ id }) => !shownIds.includes(id)).map(({ slug }) => slug)
  portal.users.add({ email: 'late@acme.example', password: 'pw', tenants: own })
  for (const { id } of tenants) {
    expect(await authenticate({ flow_token, password: 'pw', tenant_id: id })).toMatchObject(wrongCredentials)
  }
})
