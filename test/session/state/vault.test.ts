import { expect, test } from 'vitest'
import { webStorage } from '../../../src/index.ts'
import {
  createScenario,
  createSignedInScenario,
  email,
  password,
  type Scenario,
} from '../../support/client/scenario.ts'

test('F46: a storage that cannot be read does not count as empty: the session continues in memory, with a warning', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab, events } = scenario
  scenario.browser.storage.faults.readsThrow = true
  tab.dispatch('wake')
  await scenario.browser.settle()
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  expect(events).toContainEqual({ type: 'storage_unavailable', access: 'read' })
  await scenario.browser.run(auth.refresh())
  expect(auth.session.getSnapshot().status).toBe('signed_in')

  scenario.browser.storage.faults.readsThrow = false
  await scenario.browser.run(auth.refresh())
  expect(await scenario.browser.run(scenario.open().auth.getAccessToken())).toBe(await auth.getAccessToken())
})

test('F46: a login is possible with a storage that cannot be read at the start', async () => {
  const scenario = createScenario()
  const { auth } = scenario
  scenario.browser.storage.faults.readsThrow = true
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'none' })
  await scenario.browser.run(auth.login({ email, password }))
  expect(await auth.getAccessToken()).toEqual(expect.any(String))
  expect(await scenario.browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
})

test('F46: a storage that cannot be written: the session continues in memory, and no used token stays stored', async () => {
  const scenario = await createSignedInScenario()
  const { auth, events } = scenario
  scenario.browser.storage.faults.writesThrow = true
  await scenario.browser.run(auth.refresh())
  expect(events).toContainEqual({ type: 'storage_unavailable', access: 'write' })
  await scenario.browser.run(auth.refresh())
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  expect(scenario.refreshes).toHaveLength(2)
  expect(scenario.browser.storage.values()).toEqual([])
  scenario.browser.storage.faults.writesThrow = false
  await scenario.browser.run(auth.refresh())
  expect(await scenario.browser.run(scenario.open().auth.getAccessToken())).toBe(await auth.getAccessToken())
})

test('F46: a logout while the storage cannot be read leaves no token stored', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab } = scenario
  tab.goOffline()
  scenario.browser.storage.faults.readsThrow = true
  expect(await scenario.browser.run(auth.logout())).toEqual({ local: 'done', remote: 'failed' })
  expect(scenario.browser.storage.values().join()).not.toContain('Token')
})

test('storage: an aborted call does not wait for a slow read', async () => {
  const scenario = createScenario({
    client: () => ({ storage: { get: () => new Promise(() => {}), set() {}, remove() {} } }),
  })
  const { auth } = scenario
  const controller = new AbortController()
  const calls = [auth.getAccessToken, auth.refresh].map((call) => call({ signal: controller.signal }))
  controller.abort()
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'aborted' })
  await expect(auth.getAccessToken({ signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' })
})

/** Lets the token expire a number of times; each time every tab asks for one in the same millisecond. */
async function expireOften(scenario: Scenario, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    await scenario.expire()
    const tokens = await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
    expect(new Set(tokens).size).toBe(1)
  }
}

test('F51: 20 tabs, 50 expiries, on a storage with transactions: 50 requests and no reuse, however much localStorage lags', async () => {
  const scenario = createScenario({ tabs: 20 })
  scenario.browser.storage.faults.staleForMs = 60_000
  await scenario.signIn()
  await expireOften(scenario, 50)
  expect(scenario.refreshes).toHaveLength(50)
})

test('F51: without transactions the client waits out a lag like that of localStorage', async () => {
  const scenario = createScenario({
    tabs: 5,
    client: ({ localStorage }) => ({ storage: webStorage(localStorage) }),
  })
  scenario.browser.storage.faults.staleForMs = 20
  await scenario.signIn()
  await expireOften(scenario, 20)
  expect(scenario.refreshes).toHaveLength(20)
})
