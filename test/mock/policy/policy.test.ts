import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createPortalMock, type PortalPolicyOptions } from '../../../mock/index.ts'
import { policyOptions } from '../../../mock/policy/defaults.ts'
import type { Option } from '../../../mock/policy/option.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

test.for([
  [{ refresh: { graceMs: -1 } }, 'createPortalMock(): policy.refresh.graceMs must be a whole number of'],
  [
    { access: { algorithm: 'none' } },
    'createPortalMock(): policy.access.algorithm must be "RS256", "ES256" or "EdDSA"; got "none"',
  ],
  [{ access: { lifetimeSeconds: 0.5 } }, 'createPortalMock(): policy.access.lifetimeSeconds must be a whole number of'],
  [{ identify: { unknownEmail: '404' } }, 'createPortalMock(): policy.identify.unknownEmail must be "decoy" or'],
  [
    { refusals: { refreshRefused: { status: 200 } } },
    'createPortalMock(): policy.refusals.refreshRefused.status must be a whole',
  ],
  [{ refresh: { grace: 1 } }, 'createPortalMock(): unknown option "policy.refresh.grace"; expected lifetimeMs,'],
  [{ lockouts: {} }, 'createPortalMock(): unknown option "policy.lockouts"; expected identify, flow,'],
  [{ mfa: { httpStatus: 201 } }, 'createPortalMock(): policy.mfa.httpStatus must be 200 or a whole number from'],
  [{ totp: { algorithm: 'MD5' } }, 'createPortalMock(): policy.totp.algorithm must be "SHA1", "SHA256" or "SHA512";'],
  [{ answers: { logout: [] } }, 'createPortalMock(): policy.answers.logout must be a JSON object; got []'],
  [{ mfa: 5 }, 'createPortalMock(): policy.mfa must be an object with lifetimeMs, maxAttempts,'],
  [{ mfa: null }, 'createPortalMock(): policy.mfa must be an object with lifetimeMs, maxAttempts,'],
  [{ totp: { digits: 50 } }, 'createPortalMock(): policy.totp.digits must be a whole number of digits from 6'],
  [{ backupCodes: { count: 1e9 } }, 'createPortalMock(): policy.backupCodes.count must be a whole number from 1 to'],
  [{ lockout: { lockMs: 1e15 } }, 'createPortalMock(): policy.lockout.lockMs must be a whole number of'],
  [
    { access: { extraClaims: { n: Number.NaN } } },
    'createPortalMock(): policy.access.extraClaims must be a JSON object; got {"n":null}',
  ],
  [
    { refusals: { mfaRequired: { headers: { 'no name': 'x' } } } },
    'createPortalMock(): policy.refusals.mfaRequired.headers.no name must be a',
  ],
  [
    { refusals: { mfaRequired: { retryAfter: 1 } } },
    'createPortalMock(): unknown option "policy.refusals.mfaRequired.retryAfter";',
  ],
  [
    { refusals: { mfaRequired: { body: Number.NaN } } },
    'createPortalMock(): policy.refusals.mfaRequired.body must be a JSON value; got NaN',
  ],
] as const)('policy: %j is rejected by name', ([policy, message]) => {
  expect(() => createPortalMock({ policy: policy as unknown as PortalPolicyOptions })).toThrow(message)
})

test('policy: a refusal given in part keeps the rest of its default', async () => {
  const { refresh } = createTestPortal({ policy: { refusals: { refreshRefused: { status: 400 } } } })
  expect(await refresh('rt_unknown')).toMatchObject({
    status: 400,
    body: { detail: 'Invalid or expired refresh token' },
  })
})

test('policy: a refusal can have another body and more headers', async () => {
  const refreshRefused = { status: 400, body: { error: 'invalid_grant' }, headers: { 'x-portal': 'yes' } }
  const { refresh } = createTestPortal({ policy: { refusals: { refreshRefused } } })
  const answer = await refresh('rt_unknown')
  expect(answer.body).toEqual({ error: 'invalid_grant' })
  expect(answer.headers.get('x-portal')).toBe('yes')
})

test('policy: lifetimes, attempts and lengths follow it', async () => {
  const { portal, password, verify } = createTestPortal({
    policy: { mfa: { maxAttempts: 1 }, totp: { digits: 8 }, backupCodes: { count: 2 }, lockout: { maxFailures: 1 } },
  })
  expect(portal.totp('all@acme.example')).toMatch(/^\d{8}$/)
  expect(portal.users.find('all@acme.example')?.backupCodes).toHaveLength(2)
  const { body } = await password('totp@acme.example', 'totp-password-1')
  const attempt = { mfa_token: body['mfa_token'], user_id: body['user_id'], method: 'totp' }
  await verify({ ...attempt, code: 'x' })
  expect((await verify({ ...attempt, code: portal.totp('totp@acme.example') })).status).toBe(401)
  await password('plain@acme.example', 'wrong')
  expect((await password('plain@acme.example', 'plain-password-1')).status).toBe(429)
})

test('policy: every option accepts its default and rejects a wrong value by name', () => {
  let howMany = 0
  for (const [area, options] of Object.entries(policyOptions)) {
    for (const [name, option] of Object.entries(options as Record<string, Option<unknown>>)) {
      expect([area, name, option.shape(option.initial)]).toEqual([area, name, undefined])
      const wrong = { [area]: { [name]: Symbol.iterator } } as unknown as PortalPolicyOptions
      expect(() => createPortalMock({ policy: wrong })).toThrow(`createPortalMock(): policy.${area}.${name} must be `)
      howMany += 1
    }
  }
  expect(howMany).toBe(55)
})

const plain = ['plain@acme.example', 'plain-password-1'] as const

test('policy: tenants can be listed only for a choice, and under other field names', async () => {
  const { identify, password } = createTestPortal({
    policy: { identify: { listsTenants: 'several', tenantNaming: 'tenant_id' } },
  })
  expect((await identify('plain@acme.example')).body).toMatchObject({ tenants: [], requires_tenant_selection: false })
  expect((await identify('tenants@acme.example')).body['tenants']).toMatchObject([
    { tenant_slug: 'acme', display_name: 'Acme Corporation', tenant_id: expect.stringMatching(/^tnt_/) },
    {},
    {},
  ])
  expect((await password(...plain)).status).toBe(200)
})

test('policy: a flow can end with the first password, right or wrong', async () => {
  const { identify, authenticate } = createTestPortal({ policy: { flow: { endsOn: 'attempt' } } })
  const { flow_token } = (await identify('tenants@acme.example')).body
  expect((await authenticate({ flow_token, password: 'wrong' })).body).toEqual({ detail: 'Tenant selection required' })
  expect((await authenticate({ flow_token, password: 'wrong', tenant_id: 'x' })).status).toBe(401)
  expect((await authenticate({ flow_token, password: 'wrong', tenant_id: 'x' })).status).toBe(400)
})

test('policy: the answer that asks for a second factor has the configured form', async () => {
  const { password } = createTestPortal({
    policy: { mfa: { statusWord: 'SECOND_FACTOR', httpStatus: 403 }, answers: { emptyFields: 'left_out' } },
  })
  const { status, body } = await password('totp@acme.example', 'totp-password-1')
  expect([status, Object.keys(body)]).toEqual([403, ['status', 'mfa_token', 'user_id', 'available_methods']])
  expect(body['status']).toBe('SECOND_FACTOR')
})

test('policy: one-step login can skip the second factor', async () => {
  const { login } = createTestPortal({ policy: { login: { mfaUsers: 'skip_mfa' } } })
  expect((await login({ email: 'totp@acme.example', password: 'totp-password-1' })).status).toBe(200)
})

test('policy: a foreign tenant can have its own answer after the right password', async () => {
  const { identify, authenticate, portal } = createTestPortal({
    policy: { refusals: { foreignTenant: { status: 403, detail: 'Not a member' } } },
  })
  const { flow_token } = (await identify('plain@acme.example')).body
  const tenant_id = portal.tenants.list().find(({ slug }) => slug === 'globex')?.id
  expect((await authenticate({ flow_token, password: 'wrong', tenant_id })).status).toBe(401)
  expect((await authenticate({ flow_token, password: 'plain-password-1', tenant_id })).status).toBe(403)
})

test('policy: Retry-After can be a date or missing', async () => {
  for (const [retryAfter, expected] of [
    ['http_date', 'Mon, 05 Jan 2026 12:15:00 GMT'],
    ['none', null],
  ] as const) {
    const { password } = createTestPortal({ policy: { lockout: { maxFailures: 1, retryAfter } } })
    await password('plain@acme.example', 'wrong')
    const { status, headers } = await password(...plain)
    expect([status, headers.get('retry-after')]).toEqual([429, expected])
  }
})

test('policy: a refresh can keep its token', async () => {
  const { login, refresh } = createTestPortal({ policy: { refresh: { rotates: false } } })
  const { refresh_token } = (await login({ email: plain[0], password: plain[1] })).body
  for (let i = 0; i < 2; i += 1) expect((await refresh(refresh_token)).body).toMatchObject({ refresh_token: null })
})

test.for([
  ['session', [401, 200]],
  ['all_sessions', [401, 401]],
  ['nothing', [200, 200]],
] as const)('policy: logout can end %s', async ([ends, statuses]) => {
  const { portal, login, logout, refresh } = createTestPortal({ policy: { logout: { ends } } })
  const sessions = [
    await login({ email: plain[0], password: plain[1] }),
    await login({ email: plain[0], password: plain[1] }),
  ]
  const other = await login({
    email: 'tenants@acme.example',
    password: 'tenants-password-1',
    tenant_id: portal.tenants.list()[0]?.id,
  })
  await logout(sessions[0]?.body['access_token'])
  const answers = [await refresh(sessions[0]?.body['refresh_token']), await refresh(sessions[1]?.body['refresh_token'])]
  expect(answers.map(({ status }) => status)).toEqual(statuses)
  expect((await refresh(other.body['refresh_token'])).status).toBe(200)
})

test('policy: logout can refuse a missing or invalid token', async () => {
  const { logout } = createTestPortal({ policy: { logout: { withoutToken: 'refuse' } } })
  expect((await logout()).body).toEqual({ detail: 'Not authenticated' })
  expect((await logout('x')).body).toEqual({ detail: 'Invalid or expired access token' })
})

test('policy: a header of a refusal replaces the portal’s, without regard to case', async () => {
  const headers = { 'Content-Type': 'application/problem+json', 'RETRY-AFTER': '7' }
  const refusals = { accountLocked: { headers } }
  const { login } = createTestPortal({ selfCheck: false, policy: { lockout: { maxFailures: 1 }, refusals } })
  await login({ email: plain[0], password: 'wrong' })
  const { status, headers: given } = await login({ email: plain[0], password: 'wrong' })
  expect([status, given.get('content-type'), given.get('retry-after')]).toEqual([429, 'application/problem+json', '7'])
})

test('policy: extra claims do not replace documented ones', async () => {
  const extraClaims = { role: 'tenant_admin', sub: 'somebody', tenant_id: 'other', scope: 'all' }
  const { login } = createTestPortal({ policy: { access: { extraClaims } } })
  const { access_token, user } = (await login({ email: plain[0], password: plain[1] })).body
  const { id, tenant_id } = user as { id: string; tenant_id: string }
  expect(decodeJwt(String(access_token))).toMatchObject({
    role: 'tenant_admin',
    scope: 'openid profile email',
    sub: id,
    tenant_id,
  })
})

test('policy: it changes while the portal runs, and a reset undoes it', async () => {
  const { portal, login, refresh } = createTestPortal({ policy: { refusals: { refreshRefused: { status: 400 } } } })
  const [email, password] = plain
  const first = portal.policy.current()
  const claims = async () => decodeJwt(String((await login({ email, password })).body['access_token']))
  expect(await claims()).not.toHaveProperty('role')
  portal.policy.change({ access: { extraClaims: { role: 'admin' } } })
  const changed = portal.policy.change({
    refusals: { refreshRefused: { detail: 'No' } },
    access: { lifetimeSeconds: 60 },
  })
  expect(changed).toEqual(portal.policy.current())
  expect(changed).toEqual({
    ...first,
    access: { ...first.access, extraClaims: { role: 'admin' }, lifetimeSeconds: 60 },
    refusals: { ...first.refusals, refreshRefused: { status: 400, detail: 'No' } },
  })
  const { role, iat = 0, exp } = await claims()
  expect([role, exp]).toEqual(['admin', iat + 60])
  expect(await refresh('rt_unknown')).toMatchObject({ status: 400, body: { detail: 'No' } })
  portal.restore(portal.snapshot())
  expect(portal.policy.current()).toEqual(changed)
  portal.reset()
  expect(portal.policy.current()).toEqual(first)
})

test('policy: a wrong change is refused by name and changes nothing, and no copy changes it', () => {
  const { portal } = createTestPortal()
  const before = portal.policy.current()
  const wrong = { flow: { lifetimeMs: 1 }, mfa: { maxAttempts: 0 } }
  expect(() => portal.policy.change(wrong)).toThrow('policy.change(): policy.mfa.maxAttempts must be a whole number')
  const extraClaims: Record<string, unknown> = { role: 'user' }
  portal.policy.change({ access: { extraClaims } })
  extraClaims['role'] = 'admin'
  Object.assign(portal.policy.current().access, { audience: 'other' })
  expect(portal.policy.current()).toEqual({ ...before, access: { ...before.access, extraClaims: { role: 'user' } } })
})
