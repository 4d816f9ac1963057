import { expect, test } from 'vitest'
import type { NewUser } from '../../mock/index.ts'
import { createPortalAuth, type MfaStep } from '../../src/index.ts'
import { expectStep } from '../support/client/expect-step.ts'
import { baseUrl, createScenario, password, type Scenario } from '../support/client/scenario.ts'

type Methods = NonNullable<NewUser['mfa']>

/** A scenario in which a login has reached the second factor. */
async function reachMfa(mfa: Methods = ['totp', 'email', 'backup_code']): Promise<Scenario & { step: MfaStep }> {
  const scenario = createScenario({ user: { mfa } })
  const identified = await scenario.auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const step = await identified.authenticate({ password })
  expectStep(step, 'mfa')
  return { ...scenario, step }
}

const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000')

test('verify: the step has the methods and the user, and no token', async () => {
  const { step, portal } = await reachMfa()
  expect(step.methods).toEqual(['totp', 'email', 'backup_code'])
  expect(step.userId).toBe(portal.users.find('ada@example.com')?.id)
  expect(Object.isFrozen(step)).toBe(true)
  expect(Object.keys(step).sort()).toEqual(['methods', 'sendEmailCode', 'step', 'userId', 'verify'])
})

test('verify: a TOTP code signs in', async () => {
  const { step, portal, auth } = await reachMfa()
  const done = await step.verify({ method: 'totp', code: portal.totp('ada@example.com') })
  expect(done.session.user.email).toBe('ada@example.com')
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

test('verify: a code sent by e-mail signs in', async () => {
  const { step, portal } = await reachMfa()
  await step.sendEmailCode()
  const code = portal.outbox.latest('ada@example.com')?.code ?? ''
  expect((await step.verify({ method: 'email', code })).step).toBe('done')
})

test('verify: a backup code signs in', async () => {
  const { step, portal } = await reachMfa()
  const code = portal.users.find('ada@example.com')?.backupCodes?.[0] ?? ''
  expect((await step.verify({ method: 'backup_code', code })).step).toBe('done')
})

test('verify: a wrong code is rejected, and the step can be tried again', async () => {
  const { step, portal } = await reachMfa()
  const code = portal.totp('ada@example.com')
  await expect(step.verify({ method: 'totp', code: wrongFor(code) })).rejects.toMatchObject({
    code: 'mfa_code_rejected',
    operation: 'verify',
    status: 401,
  })
  expect((await step.verify({ method: 'totp', code })).step).toBe('done')
})

test('verify: a step that was used or has expired is rejected with mfa_expired', async () => {
  const { step, portal } = await reachMfa()
  await step.verify({ method: 'totp', code: portal.totp('ada@example.com') })
  portal.clock.advance(30_000)
  const again = step.verify({ method: 'totp', code: portal.totp('ada@example.com') })
  await expect(again).rejects.toMatchObject({ code: 'mfa_expired' })

  const old = await reachMfa()
  old.portal.clock.advance(5 * 60_000 + 1)
  const late = old.step.verify({ method: 'totp', code: old.portal.totp('ada@example.com') })
  await expect(late).rejects.toMatchObject({ code: 'mfa_expired' })
  await expect(old.step.sendEmailCode()).rejects.toMatchObject({ code: 'mfa_expired' })
})

test('verify: five wrong codes end the step', async () => {
  const { step, portal } = await reachMfa()
  const code = portal.totp('ada@example.com')
  for (let attempt = 0; attempt < 5; attempt++)
    await step.verify({ method: 'totp', code: wrongFor(code) }).catch(() => {})
  await expect(step.verify({ method: 'totp', code })).rejects.toMatchObject({ code: 'mfa_expired' })
})

test('verify: a double submit is one request', async () => {
  const { step, portal, count } = await reachMfa()
  const input = { method: 'totp', code: portal.totp('ada@example.com') }
  const first = step.verify(input)
  expect(step.verify(input)).toBe(first)
  await first
  expect(count('verify')).toBe(1)
})

test('sendEmailCode: the tenant must be passed where identify listed none', async () => {
  const { portal, auth } = createScenario({
    user: { mfa: ['totp', 'email'] },
    network: async (request, next) => {
      const response = await next(request)
      if (!request.url.endsWith('/identify')) return response
      return Response.json({ ...(await response.json()), tenants: [] })
    },
  })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const step = await identified.authenticate({ password })
  expectStep(step, 'mfa')
  await expect(step.sendEmailCode()).rejects.toMatchObject({ code: 'tenant_required', operation: 'sendEmailCode' })
  await step.sendEmailCode({ tenantSlug: 'acme' })
  expect(portal.outbox.latest('ada@example.com')?.code).toMatch(/^\d{6}$/)
})

test('sendEmailCode: the code is sent for the chosen tenant', async () => {
  const paths: string[] = []
  const { portal, auth } = createScenario({
    user: { tenants: ['acme', 'globex'], mfa: ['email'] },
    network: (request, next) => {
      paths.push(new URL(request.url).pathname)
      return next(request)
    },
  })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'tenant')
  const tenantId = identified.tenants.find(({ slug }) => slug === 'globex')?.id ?? ''
  const step = await identified.authenticate({ password, tenantId })
  expectStep(step, 'mfa')
  await step.sendEmailCode()
  expect(paths.at(-1)).toBe('/api/v1/auth/tenants/globex/mfa/email/send')
  expect(portal.outbox.list()).toHaveLength(1)
})

test('sendEmailCode: a double click sends one e-mail, a later click another', async () => {
  const { step, portal, count } = await reachMfa()
  const first = step.sendEmailCode()
  expect(step.sendEmailCode()).toBe(first)
  expect(step.sendEmailCode({ tenantSlug: 'acme' })).toBe(first)
  await first
  expect(count('sendEmailCode')).toBe(1)
  await step.sendEmailCode()
  expect(portal.outbox.list()).toHaveLength(2)
})

test('sendEmailCode: a user without the e-mail method, a foreign tenant and an abort are rejected', async () => {
  const { step } = await reachMfa(['totp'])
  await expect(step.sendEmailCode()).rejects.toMatchObject({ code: 'validation_failed', operation: 'sendEmailCode' })
  await expect(step.sendEmailCode({ tenantSlug: 'globex' })).rejects.toMatchObject({ code: 'mfa_expired' })
  const call = step.sendEmailCode({ signal: AbortSignal.abort() })
  await expect(call).rejects.toMatchObject({ code: 'aborted', operation: 'sendEmailCode' })
})

/** What follows the password at a portal that answers with these tenants and this challenge. */
async function challenge(tenants: readonly object[], answer: object, tenantId?: string) {
  const auth = createPortalAuth({
    baseUrl,
    fetch: async ({ url }) =>
      url.endsWith('/identify')
        ? Response.json({ flow_token: 'f', tenants, requires_tenant_selection: false })
        : Response.json({ status: 'MFA_REQUIRED', mfa_token: 'm', user_id: 'u', ...answer }),
  })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  return identified.authenticate({ password, tenantId })
}

test.each([{ user_id: undefined }, { user_id: {} }, { mfa_token: '' }, { mfa_token: 5 }])(
  'verify: a response that requires a second factor and has %o is rejected',
  async (answer) => {
    await expect(challenge([], answer)).rejects.toMatchObject({
      code: 'unexpected_response',
      operation: 'authenticate',
      status: 200,
    })
  },
)

test.each([
  ['a method that is not text', ['totp', 5, null], ['totp']],
  ['no list', 'totp', []],
  ['an empty list', [], []],
])('verify: %s in the list of methods does not end the login', async (_, methods, read) => {
  const step = await challenge([], { available_methods: methods })
  expectStep(step, 'mfa')
  expect(step.methods).toEqual(read)
})

test.each([
  [
    'several are listed and none is chosen',
    [
      { id: 'a', slug: 'acme' },
      { id: 'b', slug: 'globex' },
    ],
    undefined,
  ],
  ['another one is listed', [{ id: 'a', slug: 'acme' }], 'b'],
])('sendEmailCode: no tenant is guessed where %s', async (_, tenants, tenantId) => {
  const step = await challenge(tenants, {}, tenantId)
  expectStep(step, 'mfa')
  await expect(step.sendEmailCode()).rejects.toMatchObject({ code: 'tenant_required' })
})
