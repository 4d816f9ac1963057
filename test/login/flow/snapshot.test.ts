import { expect, test } from 'vitest'
import type { LoginFlowSnapshot, PortalAuth, ResponseSchema } from '../../../src/index.ts'
import { schemas } from '../../../src/schemas.ts'
import { flowOf } from '../../support/client/flow-of.ts'
import { at, createFlowScenario, mfaUser, reachMfa, stored } from '../../support/client/flow-scenario.ts'
import { email, password, type Scenario } from '../../support/client/scenario.ts'

const minuteMs = 60_000

const count = ({ portal }: Scenario, operation: string): number =>
  portal.requests.filter((entry) => entry.operation === operation).length

/** Takes a flow to the choice of a tenant. */
async function reachTenants(scenario: Scenario, auth: PortalAuth): Promise<void> {
  await scenario.browser.run(at(auth, 'email').identify({ email: mfaUser }))
}

test('flow: each step has its own members and none of another step', async () => {
  const scenario = await createFlowScenario()
  const [client] = scenario.clients
  const facts = ['email', 'pending', 'error', 'restart', 'step']
  const own = (): string[] =>
    Object.getOwnPropertyNames(flowOf(client.auth).getSnapshot()).filter((key) => !facts.includes(key))
  expect(own()).toEqual(['reason', 'identify'])
  await scenario.browser.run(at(client.auth, 'email').identify({ email }))
  expect(own()).toEqual(['tenants', 'authenticate'])
  at(client.auth, 'password').restart()
  await reachMfa(scenario, client)
  expect(own()).toEqual(['methods', 'userId', 'verify', 'sendEmailCode', 'method', 'chooseMethod'])
  at(client.auth, 'mfa').restart()
  await reachTenants(scenario, client.auth)
  expect(own()).toEqual(['tenants', 'authenticate', 'tenantId', 'chooseTenant'])
  at(client.auth, 'tenant').restart()
  await scenario.browser.run(at(client.auth, 'email').identify({ email }))
  await scenario.browser.run(at(client.auth, 'password').authenticate({ password }))
  expect(own()).toEqual(['session'])
})

test('flow: the chosen tenant and method survive a reload', async () => {
  const scenario = await createFlowScenario()
  let [client] = scenario.clients
  const reload = async (): Promise<void> => {
    client = scenario.reload(client)
    flowOf(client.auth).getSnapshot()
    await scenario.browser.settle()
  }
  await reachTenants(scenario, client.auth)
  expect(at(client.auth, 'tenant').tenantId).toBeUndefined()
  const tenantId = at(client.auth, 'tenant').tenants[1]?.id ?? ''
  at(client.auth, 'tenant').chooseTenant(tenantId)
  expect(at(client.auth, 'tenant').tenantId).toBe(tenantId)
  await scenario.browser.settle()
  await reload()
  expect(at(client.auth, 'tenant').tenantId).toBe(tenantId)

  await scenario.browser.run(at(client.auth, 'tenant').authenticate({ password, tenantId }))
  expect(at(client.auth, 'mfa').method).toBeUndefined()
  at(client.auth, 'mfa').chooseMethod('email')
  await scenario.browser.run(at(client.auth, 'mfa').sendEmailCode())
  await reload()
  expect(at(client.auth, 'mfa').method).toBe('email')
  at(client.auth, 'mfa').chooseMethod(undefined)
  await scenario.browser.settle()
  await reload()
  expect(at(client.auth, 'mfa').method).toBeUndefined()
  const code = scenario.portal.outbox.latest(mfaUser)?.code
  await scenario.browser.run(at(client.auth, 'mfa').verify({ method: 'email', code }))
  at(client.auth, 'done')
})

test('flow: the values sent become the chosen ones, and a single method is chosen from the start', async () => {
  const scenario = await createFlowScenario()
  const [client] = scenario.clients
  await reachTenants(scenario, client.auth)
  const tenantId = at(client.auth, 'tenant').tenants[0]?.id ?? ''
  await scenario.browser.run(at(client.auth, 'tenant').authenticate({ password: 'wrong', tenantId }))
  expect(at(client.auth, 'tenant')).toMatchObject({ tenantId, error: { code: 'invalid_credentials' } })
  await scenario.browser.run(at(client.auth, 'tenant').authenticate({ password, tenantId }))
  await scenario.browser.run(at(client.auth, 'mfa').verify({ method: 'totp', code: '000001' }))
  expect(at(client.auth, 'mfa')).toMatchObject({ method: 'totp', error: { field: 'code' } })
  at(client.auth, 'mfa').chooseMethod('email')
  expect(at(client.auth, 'mfa').error).toBeUndefined()
  at(client.auth, 'mfa').restart()

  scenario.portal.users.add({ email: 'one@example.com', password, tenants: ['acme'], mfa: ['totp'] })
  await scenario.browser.run(at(client.auth, 'email').identify({ email: 'one@example.com' }))
  await scenario.browser.run(at(client.auth, 'password').authenticate({ password }))
  expect(at(client.auth, 'mfa').method).toBe('totp')
})

test('flow: an action of an earlier step sends nothing and changes nothing', async () => {
  const scenario = await createFlowScenario()
  const [client] = scenario.clients
  await reachTenants(scenario, client.auth)
  const left = at(client.auth, 'tenant')
  const tenantId = left.tenants[0]?.id ?? ''
  await scenario.browser.run(left.authenticate({ password, tenantId }))
  const mfa = at(client.auth, 'mfa')
  await scenario.browser.run(left.authenticate({ password, tenantId }))
  left.chooseTenant(tenantId)
  expect(flowOf(client.auth).getSnapshot()).toBe(mfa)
  expect(count(scenario, 'authenticate')).toBe(1)
  mfa.restart()
  await scenario.browser.run(mfa.verify({ method: 'totp', code: scenario.portal.totp(mfaUser) }))
  at(client.auth, 'email')
  expect(count(scenario, 'verify')).toBe(0)
})

test('flow: going back while the last response is validated signs nobody in', async () => {
  let answered = (): void => {}
  const response: ResponseSchema = {
    '~standard': {
      async validate() {
        answered()
        return { issues: undefined }
      },
    },
  }
  const scenario = await createFlowScenario({ client: () => ({ schemas: { ...schemas, authenticate: { response } } }) })
  const { auth } = scenario
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  answered = at(auth, 'password').restart
  await scenario.browser.run(at(auth, 'password').authenticate({ password }))
  at(auth, 'email')
  await scenario.browser.settle()
  expect(auth.session.getSnapshot().status).toBe('signed_out')
})

test('flow: a login that begins or restarts before the storage was read is not replaced by a stored step', async () => {
  const scenario = await createFlowScenario()
  let [client] = scenario.clients
  await reachMfa(scenario, client)
  client = scenario.reload(client)
  at(client.auth, 'email').restart()
  expect(at(client.auth, 'email').pending).toBe(false)
  await scenario.browser.settle()
  at(client.auth, 'email')
  expect(stored(scenario)).not.toContain('mfaToken')

  await reachMfa(scenario, client)
  client = scenario.reload(client)
  await scenario.browser.run(at(client.auth, 'email').identify({ email: 'nobody' }))
  expect(at(client.auth, 'email').error).toMatchObject({ code: 'validation_failed', field: 'email' })
  expect(stored(scenario)).not.toContain('mfaToken')
})

test('flow: a reload does not extend a step, and an expired one has its reason', async () => {
  const scenario = await createFlowScenario()
  let [client] = scenario.clients
  await reachMfa(scenario, client)
  for (let turn = 0; turn < 2; turn++) {
    await scenario.browser.advance(6 * minuteMs)
    client = scenario.reload(client)
    flowOf(client.auth).getSnapshot()
    await scenario.browser.settle()
    at(client.auth, 'mfa')
  }
  await scenario.browser.advance(3 * minuteMs)
  expect(at(client.auth, 'email')).toMatchObject({ reason: 'flow_expired', email: mfaUser })

  await reachMfa(scenario, client)
  client.tab.freeze()
  await scenario.browser.advance(16 * minuteMs)
  client = scenario.reload(client)
  flowOf(client.auth).getSnapshot()
  await scenario.browser.settle()
  expect(at(client.auth, 'email')).toMatchObject({ reason: 'flow_expired', email: mfaUser, pending: false })
  expect(stored(scenario)).not.toContain('mfaToken')
})

test('flow: the step of an unknown status does not keep its response for ever', async () => {
  const scenario = await createFlowScenario()
  const { auth, tab } = scenario
  tab.network = async (request, next) =>
    request.url.endsWith('/authenticate') ? Response.json({ status: 'TERMS_REQUIRED' }) : next(request)
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  await scenario.browser.run(at(auth, 'password').authenticate({ password }))
  at(auth, 'unsupported')
  await scenario.browser.advance(16 * minuteMs)
  expect(at(auth, 'email').reason).toBe('flow_expired')
})

test('flow: a subscriber gets the present snapshot at once, then each change and nothing else', async () => {
  const scenario = await createFlowScenario()
  const { auth } = scenario
  const heard: LoginFlowSnapshot[] = []
  const leave = flowOf(auth).subscribe((snapshot) => heard.push(snapshot))
  at(auth, 'email').restart()
  await scenario.browser.run(at(auth, 'email').identify({ email }))
  expect(heard.map(({ step, pending }) => [step, pending])).toEqual([
    ['email', false],
    ['email', true],
    ['password', false],
  ])
  expect(heard.at(-1)).toBe(flowOf(auth).getSnapshot())
  expect(flowOf(auth).getInitialSnapshot()).toMatchObject({ step: 'email', pending: true, email: undefined })
  leave()
  at(auth, 'password').restart()
  expect(heard).toHaveLength(3)
})
