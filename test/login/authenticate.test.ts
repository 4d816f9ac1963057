import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createPortalAuth } from '../../src/index.ts'
import { answering } from '../support/client/answering.ts'
import { expectStep } from '../support/client/expect-step.ts'
import { baseUrl, createScenario, password } from '../support/client/scenario.ts'

test('authenticate: the right password signs in a user of one tenant', async () => {
  const { auth, events } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const next = await identified.authenticate({ password })
  expectStep(next, 'done')
  expect(next.session).toMatchObject({ status: 'signed_in', user: { email: 'ada@example.com' } })
  expect(auth.session.getSnapshot()).toBe(next.session)
  expect(events).toEqual([{ type: 'signed_in', sessionId: next.session.sessionId }])
})

test('authenticate: the session belongs to the chosen tenant', async () => {
  const { auth } = createScenario({ user: { tenants: ['acme', 'globex'] } })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'tenant')
  const globex = identified.tenants.find(({ slug }) => slug === 'globex')
  const next = await identified.authenticate({ password, tenantId: globex?.id ?? '' })
  expectStep(next, 'done')
  expect(next.session.user.tenantId).toBe(globex?.id)
})

test('authenticate: a wrong password is rejected, and the step can be tried again', async () => {
  const { auth } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  await expect(identified.authenticate({ password: 'wrong' })).rejects.toMatchObject({
    code: 'invalid_credentials',
    operation: 'authenticate',
    status: 401,
  })
  expect((await identified.authenticate({ password })).step).toBe('done')
})

test('authenticate: an unknown user is rejected like a wrong password', async () => {
  const { auth } = createScenario()
  const identified = await auth.identify({ email: 'nobody@example.com' })
  const call = identified.authenticate({ password, tenantId: identified.tenants[0]?.id ?? 'tnt_none' })
  await expect(call).rejects.toMatchObject({ code: 'invalid_credentials', status: 401 })
})

test('authenticate: a step that was used or has expired is rejected with flow_expired', async () => {
  const { portal, auth } = createScenario()
  const used = await auth.identify({ email: 'ada@example.com' })
  expectStep(used, 'password')
  await used.authenticate({ password })
  await expect(used.authenticate({ password })).rejects.toMatchObject({ code: 'flow_expired' })

  const old = await auth.identify({ email: 'ada@example.com' })
  expectStep(old, 'password')
  portal.clock.advance(10 * 60_000 + 1)
  await expect(old.authenticate({ password })).rejects.toMatchObject({ code: 'flow_expired' })
})

test('authenticate: five wrong passwords lock the account, and the error has the time to wait', async () => {
  const { auth } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  for (let attempt = 0; attempt < 5; attempt++)
    await identified.authenticate({ password: `wrong ${attempt}` }).catch(() => {})
  await expect(identified.authenticate({ password })).rejects.toMatchObject({
    code: 'account_locked',
    status: 429,
    retryable: true,
    retryAfterMs: 15 * 60_000,
  })
})

test('authenticate: a suspended user with the right password is rejected with account_disabled', async () => {
  const { auth } = createScenario({ user: { status: 'SUSPENDED' } })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  await expect(identified.authenticate({ password: 'wrong' })).rejects.toMatchObject({ code: 'invalid_credentials' })
  await expect(identified.authenticate({ password })).rejects.toMatchObject({ code: 'account_disabled', status: 403 })
})

test('authenticate: a double submit is one request', async () => {
  const { auth, count } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const first = identified.authenticate({ password })
  expect(identified.authenticate({ password })).toBe(first)
  await first
  expect(count('authenticate')).toBe(1)
})

test('authenticate: an unknown status is an outcome, and printing it shows no token', async () => {
  const answer = { status: 'PASSWORD_CHANGE_REQUIRED', mfa_token: 'planted-secret' }
  const auth = createPortalAuth({ baseUrl, fetch: answering(200, answer) })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const next = await identified.authenticate({ password })
  expectStep(next, 'unsupported')
  expect(next.status).toBe('PASSWORD_CHANGE_REQUIRED')
  expect(next.response).toEqual(answer)
  const hidden = inspect(next, { depth: Number.POSITIVE_INFINITY, showHidden: true })
  const printed = [JSON.stringify(next), format('%o %O %j', next, next, next), hidden, JSON.stringify({ ...next })]
  expect(printed.filter((text) => text.includes('planted-secret'))).toEqual([])
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
})

test.each([
  ['status and nulls left out', { access_token: 'a', refresh_token: 'r' }, 'done'],
  ['no refresh token', { status: 'SUCCESS', access_token: 'a', refresh_token: null }, 'done'],
  ['MFA_REQUIRED', { status: 'MFA_REQUIRED', mfa_token: 'm', user_id: 'u', available_methods: null }, 'mfa'],
  ['a status in lower case', { status: 'success', access_token: 'a' }, 'done'],
  ['mfa_required in lower case', { status: 'mfa_required', mfa_token: 'm', user_id: 7 }, 'mfa'],
  ['an MFA token and no status', { mfa_token: 'm', user_id: 'u', available_methods: ['totp'] }, 'mfa'],
])('authenticate: a response with %s is read', async (_, answer, step) => {
  const auth = createPortalAuth({ baseUrl, fetch: answering(200, answer) })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  expect((await identified.authenticate({ password })).step).toBe(step)
})

test.each([
  ['SUCCESS without a token', { status: 'SUCCESS' }],
  ['MFA_REQUIRED without an MFA token', { status: 'MFA_REQUIRED', user_id: 'u' }],
])('authenticate: %s is rejected, and the error has the status of the response', async (_, answer) => {
  const auth = createPortalAuth({ baseUrl, fetch: answering(201, answer) })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  await expect(identified.authenticate({ password })).rejects.toMatchObject({
    code: 'unexpected_response',
    status: 201,
  })
})

test('authenticate: an abort by the second caller rejects that call only', async () => {
  const { auth, count } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const first = identified.authenticate({ password })
  const second = identified.authenticate({ password }, { signal: AbortSignal.abort() })
  await expect(second).rejects.toMatchObject({ code: 'aborted', operation: 'authenticate' })
  expect((await first).step).toBe('done')
  expect(count('authenticate')).toBe(1)
})

test('authenticate: another password during a call is another request', async () => {
  const { auth, count } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const wrong = identified.authenticate({ password: 'wrong' })
  const right = identified.authenticate({ password })
  await expect(wrong).rejects.toMatchObject({ code: 'invalid_credentials' })
  expect((await right).step).toBe('done')
  expect(count('authenticate')).toBe(2)
})

test('authenticate: an abort by the first caller leaves the second its response', async () => {
  const { auth, count } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const controller = new AbortController()
  const first = identified.authenticate({ password }, { signal: controller.signal })
  const second = identified.authenticate({ password }, { signal: new AbortController().signal })
  const third = identified.authenticate({ password })
  controller.abort('left')
  await expect(first).rejects.toMatchObject({ code: 'aborted', operation: 'authenticate', cause: 'left' })
  expect([(await second).step, (await third).step]).toEqual(['done', 'done'])
  expect(count('authenticate')).toBe(1)
})

test('authenticate: when all callers abort, the request goes on, and the next call sends another', async () => {
  const signals: AbortSignal[] = []
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { auth } = createScenario({
    network: (request, next) => {
      if (!request.url.endsWith('/authenticate')) return next(request)
      signals.push(request.signal)
      return signals.length === 1 ? new Promise(() => {}) : gate.then(() => next(request))
    },
  })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'password')
  const [one, other] = [new AbortController(), new AbortController()]
  const calls = [one, other].map(({ signal }) => identified.authenticate({ password }, { signal }))
  const settled = Promise.allSettled(calls)
  await expect.poll(() => signals.length).toBe(1)
  one.abort()
  expect(signals[0]?.aborted).toBe(false)
  other.abort()
  const anew = identified.authenticate({ password })
  await settled
  await expect.poll(() => signals.length).toBe(2)
  expect(signals[0]?.aborted).toBe(false)
  expect(identified.authenticate({ password })).toBe(anew)
  open()
  expect((await anew).step).toBe('done')
  expect(signals).toHaveLength(2)
})
