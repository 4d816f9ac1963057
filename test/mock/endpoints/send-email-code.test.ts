import { expect, test } from 'vitest'
import { createTestPortal, NOON_MS } from '../../support/mock/driver.ts'

const path = (slug: string, mfaToken: unknown, userId: unknown) =>
  `/api/v1/auth/tenants/${slug}/mfa/email/send?mfa_token=${mfaToken}&user_id=${userId}`

test('sendEmailCode: the code arrives in the outbox', async () => {
  const { portal, password, post } = createTestPortal()
  const { body } = await password('email@acme.example', 'email-password-1')
  const answer = await post(path('acme', body['mfa_token'], body['user_id']), {})
  expect(answer).toMatchObject({ status: 200, body: { message: 'Verification code sent' } })
  expect(portal.outbox.latest('EMAIL@acme.example')).toEqual({
    to: 'email@acme.example',
    subject: 'Your sign-in code',
    code: expect.stringMatching(/^\d{6}$/),
    atMs: NOON_MS,
    expiresAtMs: NOON_MS + 600_000,
  })
})

test('sendEmailCode: another tenant, another user and an unknown token are refused, and nothing is sent', async () => {
  const { portal, password, post } = createTestPortal()
  const { body } = await password('email@acme.example', 'email-password-1')
  expect((await post(path('globex', body['mfa_token'], body['user_id']), {})).status).toBe(401)
  expect((await post(path('acme', body['mfa_token'], 'usr_other'), {})).status).toBe(401)
  expect((await post(path('acme', 'mfa_other', body['user_id']), {})).status).toBe(401)
  expect(portal.outbox.list()).toEqual([])
})

test('sendEmailCode: a suspended user and a user of a suspended tenant are refused as at verify, and no code is sent', async () => {
  const { portal, password, post } = createTestPortal()
  const { body } = await password('email@acme.example', 'email-password-1')
  const ask = () => post(path('acme', body['mfa_token'], body['user_id']), {})
  portal.users.setStatus('email@acme.example', 'SUSPENDED')
  expect((await ask()).status).toBe(403)
  portal.users.setStatus('email@acme.example', 'ACTIVE')
  portal.tenants.setStatus('acme', 'SUSPENDED')
  expect([(await ask()).status, portal.outbox.list()]).toEqual([403, []])
  portal.tenants.setStatus('acme', 'ACTIVE')
  expect((await ask()).status).toBe(200)
})

test('sendEmailCode: a user without e-mail MFA is refused', async () => {
  const { password, post } = createTestPortal()
  const { body } = await password('totp@acme.example', 'totp-password-1')
  expect((await post(path('acme', body['mfa_token'], body['user_id']), {})).status).toBe(400)
})

test('sendEmailCode: a missing query parameter is a 422 that names it', async () => {
  const { post } = createTestPortal()
  expect(await post('/api/v1/auth/tenants/acme/mfa/email/send?user_id=usr_1', {})).toMatchObject({
    status: 422,
    body: { detail: [{ type: 'missing', loc: ['query', 'mfa_token'], msg: 'Field required', input: null }] },
  })
})

test('sendEmailCode: by policy authenticate sends the first code itself', async () => {
  const { portal, password } = createTestPortal({ policy: { mfa: { sendsEmailAtOnce: true } } })
  await password('email@acme.example', 'email-password-1')
  await password('totp@acme.example', 'totp-password-1')
  expect(portal.outbox.list().map(({ to }) => to)).toEqual(['email@acme.example'])
})
