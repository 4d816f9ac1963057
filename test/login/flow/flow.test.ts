import { expect, test } from 'vitest'
import { slow } from '../../support/client/faults.ts'
import { flowOf } from '../../support/client/flow-of.ts'
import { at, createFlowScenario, mfaUser, reachMfa, stored } from '../../support/client/flow-scenario.ts'
import { bob, email, password } from '../../support/client/scenario.ts'

test('F38: a reload on the MFA step continues with the same challenge until that expires', async () => {
  const scenario = await createFlowScenario({ tabs: 1 })
  const [first] = scenario.clients
  await reachMfa(scenario, first)
  expect(at(first.auth, 'mfa').methods).toEqual(['totp', 'email'])

  const second = scenario.reload(first)
  expect(flowOf(second.auth).getSnapshot()).toMatchObject({ step: 'email', pending: true })
  await scenario.browser.settle()
  expect(at(second.auth, 'mfa')).toMatchObject({ methods: ['totp', 'email'], email: mfaUser, pending: false })
  await scenario.browser.run(at(second.auth, 'mfa').verify({ method: 'totp', code: scenario.portal.totp(mfaUser) }))
  expect(at(second.auth, 'done').session.user.email).toBe(mfaUser)

  const third = scenario.open()
  flowOf(third.auth).getSnapshot()
  await scenario.browser.settle()
  await reachMfa(scenario, third)
  await scenario.browser.advance(6 * 60_000)
  const late = scenario.reload(third)
  flowOf(late.auth).getSnapshot()
  await scenario.browser.settle()
  await scenario.browser.run(at(late.auth, 'mfa').verify({ method: 'totp', code: scenario.portal.totp(mfaUser) }))
  expect(at(late.auth, 'email')).toMatchObject({ reason: 'mfa_expired', email: mfaUser, error: undefined })
})

test('F38: a step older than any portal keeps it is not restored, and an open one returns to the first step', async () => {
  const scenario = await createFlowScenario({ tabs: 1 })
  const [first] = scenario.clients
  await reachMfa(scenario, first)
  first.tab.freeze()
  await scenario.browser.advance(16 * 60_000)
  const second = scenario.reload(first)
  flowOf(second.auth).getSnapshot()
  await scenario.browser.settle()
  expect(at(second.auth, 'email').pending).toBe(false)
  await reachMfa(scenario, second)
  await scenario.browser.advance(16 * 60_000)
  expect(at(second.auth, 'email').reason).toBe('flow_expired')
  expect(stored(scenario)).not.toContain('mfaToken')
})

test('F39: a double submit is one request, and the second call gets the same promise', async () => {
  const scenario = await createFlowScenario()
  const { auth } = scenario
  const count = (operation: string): number =>
    scenario.portal.requests.filter((entry) => entry.operation === operation).length
  const { identify } = at(auth, 'email')
  const identifying = identify({ email })
  expect(at(auth, 'email').identify({ email })).toBe(identifying)
  await scenario.browser.run(identifying)
  const { authenticate } = at(auth, 'password')
  const authenticating = authenticate({ password })
  expect(at(auth, 'password').pending).toBe(true)
  expect(at(auth, 'password').authenticate({ password })).toBe(authenticating)
  await scenario.browser.run(authenticating)
  expect(at(auth, 'done').session.user.email).toBe(email)
  expect([count('identify'), count('authenticate')]).toEqual([1, 1])
})

test('F40: going back during authenticate: the late response is ignored', async () => {
  const scenario = await createFlowScenario()
  const { auth, tab } = scenario
  tab.network = slow(2_000, tab, ({ url }) => url.endsWith('/authenticate'))
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  const late = at(auth, 'password').authenticate({ password })
  await scenario.browser.advance(100)
  at(auth, 'password').restart()
  expect(at(auth, 'email')).toMatchObject({ pending: false, email, error: undefined })
  await scenario.browser.run(at(auth, 'email').identify({ email: mfaUser }))
  await scenario.browser.run(late)
  await scenario.browser.advance(5_000)
  expect(at(auth, 'tenant').email).toBe(mfaUser)
  expect(auth.session.getSnapshot().status).toBe('signed_out')
})

test('F41: wrong codes, then a lockout with Retry-After: the step stays, the error has the field and the time to wait', async () => {
  const scenario = await createFlowScenario()
  const [client] = scenario.clients
  await reachMfa(scenario, client)
  const verify = (code: string): Promise<void> =>
    scenario.browser.run(at(client.auth, 'mfa').verify({ method: 'totp', code }))
  for (const code of ['000001', '000002', '000003']) {
    await verify(code)
    expect(at(client.auth, 'mfa').error).toMatchObject({
      code: 'mfa_code_rejected',
      field: 'code',
      retryAfterMs: undefined,
    })
  }
  const headers = { 'retry-after': '30' }
  scenario.portal.faults.add({
    operation: 'verify',
    times: 1,
    then: { status: 429, headers, body: { detail: 'Account locked' } },
  })
  await verify('000004')
  expect(at(client.auth, 'mfa').error).toMatchObject({ code: 'account_locked', field: 'code', retryAfterMs: 30_000 })
  scenario.portal.faults.add({
    operation: 'verify',
    times: 1,
    then: { status: 429, headers, body: { detail: 'Slow down' } },
  })
  await verify('000005')
  expect(at(client.auth, 'mfa').error).toMatchObject({ code: 'rate_limited', field: 'code', retryAfterMs: 30_000 })
  await verify(scenario.portal.totp(mfaUser))
  expect(at(client.auth, 'done').error).toBeUndefined()
})

test('F42: no, one or many tenants, and one that is removed between the steps, are typed outcomes', async () => {
  const scenario = await createFlowScenario()
  const { auth, tab } = scenario
  const answerWith = (tenants: unknown[]): void => {
    tab.network = async (request, next) => {
      const response = await next(request)
      if (!request.url.endsWith('/identify')) return response
      return Response.json({ ...(await response.json()), tenants, requires_tenant_selection: tenants.length > 1 })
    }
  }
  answerWith([])
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  expect(at(auth, 'password').tenants).toEqual([])
  await scenario.browser.run(at(auth, 'password').authenticate({ password }))
  at(auth, 'done').restart()

  answerWith([{ id: 'tnt_1', name: 'One', slug: 'one' }])
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  expect(at(auth, 'password').tenants).toMatchObject([{ id: 'tnt_1' }])
  at(auth, 'password').restart()

  answerWith([{ id: 'tnt_1' }, { id: 'tnt_gone' }])
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  await scenario.browser.run(at(auth, 'tenant').authenticate({ password, tenantId: 'tnt_gone' }))
  expect(at(auth, 'tenant').error).toMatchObject({ code: 'invalid_credentials', field: 'password' })
})

test('F43: an unknown status or MFA method is an outcome', async () => {
  const scenario = await createFlowScenario()
  const { auth, tab } = scenario
  const answer = { status: 'TERMS_REQUIRED', mfa_token: 'planted', available_methods: ['hologram'] }
  tab.network = async (request, next) => (request.url.endsWith('/authenticate') ? Response.json(answer) : next(request))
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  await scenario.browser.run(at(auth, 'password').authenticate({ password }))
  expect(at(auth, 'unsupported').status).toBe('TERMS_REQUIRED')
  expect(at(auth, 'unsupported').response).toEqual(answer)
  expect(JSON.stringify(flowOf(auth).getSnapshot())).not.toContain('planted')
  at(auth, 'unsupported').restart()

  tab.network = async (request, next) =>
    request.url.endsWith('/authenticate')
      ? Response.json({ ...answer, status: 'MFA_REQUIRED', user_id: 'usr_1' })
      : next(request)
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  await scenario.browser.run(at(auth, 'password').authenticate({ password }))
  expect(at(auth, 'unsupported').status).toBe('MFA_REQUIRED')
  expect(at(auth, 'unsupported').response).toMatchObject({ available_methods: ['hologram'] })
  at(auth, 'unsupported').restart()

  answer.available_methods.push('totp')
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  await scenario.browser.run(at(auth, 'password').authenticate({ password }))
  expect(at(auth, 'mfa').methods).toEqual(['hologram', 'totp'])
})

test('F44: two flows on one page, and in two tabs, are isolated from each other', async () => {
  const scenario = await createFlowScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  await scenario.browser.run(at(a.auth, 'email').identify({ email }))
  const one = await scenario.browser.run(a.auth.identify({ email: mfaUser }))
  expect(one.step).toBe('tenant')
  expect(at(a.auth, 'password').email).toBe(email)
  expect(at(b.auth, 'email').email).toBeUndefined()
  await reachMfa(scenario, b)
  expect(at(a.auth, 'password').email).toBe(email)
  const again = scenario.reload(a)
  flowOf(again.auth).getSnapshot()
  await scenario.browser.settle()
  expect(at(again.auth, 'password').email).toBe(email)
})

test('F45: flow and MFA tokens are removed from memory and storage after success, failure and timeout', async () => {
  const scenario = await createFlowScenario()
  const [client] = scenario.clients
  const clean = async (): Promise<void> => {
    await scenario.browser.settle()
    expect(stored(scenario)).not.toMatch(/flowToken|mfaToken/)
  }
  await reachMfa(scenario, client)
  expect(stored(scenario)).toContain('mfaToken')
  expect(stored(scenario)).not.toContain('flowToken')
  await scenario.browser.run(at(client.auth, 'mfa').verify({ method: 'totp', code: scenario.portal.totp(mfaUser) }))
  at(client.auth, 'done')
  await clean()

  await scenario.browser.run(client.auth.logout())
  expect(at(client.auth, 'email').reason).toBeUndefined()
  await reachMfa(scenario, client)
  for (const code of ['000001', '000002', '000003', '000004', '000005', '000006']) {
    const snapshot = flowOf(client.auth).getSnapshot()
    if (snapshot.step === 'mfa') await scenario.browser.run(snapshot.verify({ method: 'totp', code }))
  }
  expect(at(client.auth, 'email').reason).toBe('mfa_expired')
  await clean()

  await reachMfa(scenario, client)
  await scenario.browser.advance(16 * 60_000)
  at(client.auth, 'email')
  await clean()
})

test('flow: actions that were drawn for an earlier password step do nothing at a later one', async () => {
  const scenario = await createFlowScenario()
  const { auth, browser } = scenario
  await browser.run(at(auth, 'email').identify({ email }))
  const drawn = at(auth, 'password')
  drawn.restart()
  await browser.run(at(auth, 'email').identify({ email }))
  const shown = at(auth, 'password')
  await browser.run(drawn.authenticate({ password }))
  expect(flowOf(auth).getSnapshot()).toBe(shown)
  expect(scenario.count('authenticate')).toBe(0)
})

test('flow: actions that were drawn for an earlier tenant step do nothing at a later one', async () => {
  const scenario = await createFlowScenario()
  const { auth, browser } = scenario
  await browser.run(at(auth, 'email').identify({ email: mfaUser }))
  const drawn = at(auth, 'tenant')
  drawn.restart()
  await browser.run(at(auth, 'email').identify({ email: mfaUser }))
  const shown = at(auth, 'tenant')
  const tenantId = drawn.tenants[0]?.id ?? ''
  drawn.chooseTenant(tenantId)
  await browser.run(drawn.authenticate({ password, tenantId }))
  expect(flowOf(auth).getSnapshot()).toBe(shown)
  expect(scenario.count('authenticate')).toBe(0)
})

test('flow: actions that were drawn for an earlier second factor do nothing at a later one', async () => {
  const scenario = await createFlowScenario()
  const [client] = scenario.clients
  const { auth, browser } = scenario
  await reachMfa(scenario, client)
  const drawn = at(auth, 'mfa')
  drawn.restart()
  await reachMfa(scenario, client)
  const shown = at(auth, 'mfa')
  drawn.chooseMethod('email')
  await browser.run(drawn.verify({ method: 'totp', code: scenario.portal.totp(mfaUser) }))
  await browser.run(drawn.sendEmailCode())
  expect(flowOf(auth).getSnapshot()).toBe(shown)
  expect([scenario.count('verify'), scenario.count('sendEmailCode')]).toEqual([0, 0])
})

test('flow: choosing the chosen method again changes nothing and notifies nobody', async () => {
  const scenario = await createFlowScenario()
  const [client] = scenario.clients
  await reachMfa(scenario, client)
  at(client.auth, 'mfa').chooseMethod('email')
  let notified = -1
  const unsubscribe = flowOf(client.auth).subscribe(() => {
    notified += 1
  })
  at(client.auth, 'mfa').chooseMethod('email')
  unsubscribe()
  expect(notified).toBe(0)
})

test('F55: a finished login does not show the last user after another tab has changed the account', async () => {
  const scenario = await createFlowScenario({ tabs: 2 })
  const [first, second] = scenario.clients
  await scenario.browser.run(at(second.auth, 'email').identify({ email }))
  await scenario.browser.run(at(second.auth, 'password').authenticate({ password }))
  await scenario.browser.advance(1_000)
  expect(at(second.auth, 'done').session.user.email).toBe(email)
  second.tab.freeze()
  await scenario.browser.run(first.auth.login({ email: bob, password }))
  second.tab.resume()
  await scenario.browser.advance(1_000)
  expect(second.auth.session.getSnapshot()).toMatchObject({ user: { email: bob } })
  expect(flowOf(second.auth).getSnapshot().step).toBe('email')
})
