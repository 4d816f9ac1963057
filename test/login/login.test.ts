import { expect, test } from 'vitest'
import { createScenario, password } from '../support/client/scenario.ts'

test('login: one request signs in a user of one tenant', async () => {
  const { auth } = createScenario()
  const done = await auth.login({ email: 'ada@example.com', password })
  expect(done).toMatchObject({ step: 'done', session: { status: 'signed_in', user: { email: 'ada@example.com' } } })
})

test('login: a user of several tenants must pass one', async () => {
  const { portal, auth } = createScenario({ user: { tenants: ['acme', 'globex'] } })
  await expect(auth.login({ email: 'ada@example.com', password })).rejects.toMatchObject({ code: 'tenant_required' })
  const tenantId = portal.users.find('ada@example.com')?.tenants[1]?.id
  const { session } = await auth.login({ email: 'ada@example.com', password, tenantId })
  expect(session.user.tenantId).toBe(tenantId)
})

test('login: a user with a second factor is rejected with mfa_required', async () => {
  const { auth } = createScenario({ user: { mfa: ['totp'] } })
  await expect(auth.login({ email: 'ada@example.com', password })).rejects.toMatchObject({
    code: 'mfa_required',
    status: 403,
  })
})

test.each([
  ['a wrong password', { email: 'ada@example.com', password: 'wrong' }],
  ['an unknown user', { email: 'nobody@example.com', password, tenantId: 'tnt_any' }],
  ['a foreign tenant', { email: 'ada@example.com', password, tenantId: 'tnt_foreign' }],
])('login: %s is rejected with invalid_credentials', async (_, credentials) => {
  const { auth } = createScenario()
  await expect(auth.login(credentials)).rejects.toMatchObject({ code: 'invalid_credentials', status: 401 })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'none' })
})

test('login: an abort while the response is validated signs nobody in', async () => {
  const controller = new AbortController()
  const validate = (): object => {
    controller.abort()
    return {}
  }
  const { auth, count } = createScenario({
    client: { schemas: { login: { response: { '~standard': { validate } } } } },
  })
  const shown: string[] = []
  auth.session.subscribe(({ status }) => shown.push(status))
  const login = auth.login({ email: 'ada@example.com', password }, { signal: controller.signal })
  await expect(login).rejects.toMatchObject({ code: 'aborted', operation: 'login' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  expect(shown).not.toContain('signed_in')
  // The portal had accepted the login, so its session is revoked.
  await expect.poll(() => count('logout')).toBe(1)
})
