import { expect, test } from 'vitest'
import { createLoginFlow } from '../../src/index.ts'
import { liveSessions } from '../support/client/expect-signed-out.ts'
import { expectStep } from '../support/client/expect-step.ts'
import { slow } from '../support/client/faults.ts'
import { createScenario, email, password, type Scenario } from '../support/client/scenario.ts'

const grants = ({ url }: Request): boolean => /\/(authenticate|verify|login)$/.test(url)

/** A scenario in which the responses that may grant tokens take two seconds. */
function createSlowScenario(mfa: readonly 'totp'[] = []): Scenario {
  const scenario = createScenario({ user: { mfa } })
  scenario.tab.network = slow(2_000, scenario.tab, grants)
  return scenario
}

test('F57: an aborted login that the portal accepts later leaves no session behind', async () => {
  const scenario = createSlowScenario()
  const { auth, browser } = scenario
  const controller = new AbortController()
  const pending = auth.login({ email, password }, { signal: controller.signal })
  await browser.advance(100)
  controller.abort()
  await expect(pending).rejects.toMatchObject({ code: 'aborted' })
  expect(liveSessions(scenario)).toBe(1)
  await browser.advance(10_000)
  expect(liveSessions(scenario)).toBe(0)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_out' })
})

test('F57: a login that times out and is accepted later leaves no session behind', async () => {
  const scenario = createScenario({ client: { timeoutMs: 1_000 } })
  scenario.tab.network = slow(2_000, scenario.tab, grants)
  const { auth, browser } = scenario
  const pending = expect(auth.login({ email, password })).rejects.toMatchObject({ code: 'timeout' })
  await browser.advance(10_000)
  await pending
  expect(liveSessions(scenario)).toBe(0)
})

test('F57: a restart of the login during authenticate leaves no session behind', async () => {
  const scenario = createSlowScenario()
  const { auth, browser, tab } = scenario
  const flow = createLoginFlow(auth, { storage: tab.flowStorage })
  await browser.settle()
  await reach(scenario, flow)
  const step = flow.getSnapshot()
  expectStep(step, 'password')
  const submitted = step.authenticate({ password })
  await browser.advance(100)
  flow.getSnapshot().restart()
  await browser.advance(10_000)
  await submitted
  expect(flow.getSnapshot()).toMatchObject({ step: 'email', pending: false, error: undefined })
  expect(liveSessions(scenario)).toBe(0)
})

test('F57: a dispose during authenticate, as of a page that unmounts, leaves no session behind', async () => {
  const scenario = createSlowScenario()
  const { auth, browser, tab } = scenario
  const flow = createLoginFlow(auth, { storage: tab.flowStorage })
  await browser.settle()
  await reach(scenario, flow)
  const step = flow.getSnapshot()
  expectStep(step, 'password')
  void step.authenticate({ password })
  await browser.advance(100)
  flow.dispose()
  await browser.advance(10_000)
  expect(liveSessions(scenario)).toBe(0)
})

test('F57: an e-mail code that is requested during verify does not cost the login', async () => {
  const scenario = createSlowScenario(['totp'])
  const { auth, browser, portal, tab } = scenario
  const flow = createLoginFlow(auth, { storage: tab.flowStorage })
  await browser.settle()
  await reach(scenario, flow)
  const password1 = flow.getSnapshot()
  expectStep(password1, 'password')
  await browser.run(password1.authenticate({ password }))
  const mfa = flow.getSnapshot()
  expectStep(mfa, 'mfa')
  const verified = mfa.verify({ method: 'totp', code: portal.totp(email) })
  await browser.advance(100)
  await browser.run(mfa.sendEmailCode())
  await browser.run(verified)
  expect(flow.getSnapshot()).toMatchObject({ step: 'done' })
  expect(liveSessions(scenario)).toBe(1)
})

async function reach({ browser }: Scenario, flow: ReturnType<typeof createLoginFlow>): Promise<void> {
  const first = flow.getSnapshot()
  expectStep(first, 'email')
  await browser.run(first.identify({ email }))
}

test('F57: a login whose answer does not match its schema leaves no session behind', async () => {
  const response = { '~standard': { validate: () => ({ issues: [{ path: ['user'] }] }) } }
  const scenario = createScenario({ client: { schemas: { login: { response } } } })
  await expect(scenario.auth.login({ email, password })).rejects.toMatchObject({ code: 'unexpected_response' })
  await scenario.browser.settle()
  expect(liveSessions(scenario)).toBe(0)
})
