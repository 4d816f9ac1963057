import { expect, test } from 'vitest'
import type { FakeTab } from '../../../mock/tabs.ts'
import { type PortalAuthOptions, webStorage } from '../../../src/index.ts'
import { liveSessions } from '../../support/client/expect-signed-out.ts'
import { wait } from '../../support/client/faults.ts'
import {
  bob,
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

test('F46: a login that cannot be stored says so, and no earlier session stays stored or alive at the portal', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, events } = scenario
  browser.storage.faults.writesThrow = true
  await browser.run(auth.login({ email: bob, password }))
  expect(events).toContainEqual({ type: 'storage_unavailable', access: 'write' })
  expect(browser.storage.values()).toEqual([])
  await browser.advance(1_000)
  expect(liveSessions(scenario)).toBe(1)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
})

/** Holds up the writes of a storage that contain a word, each for 500 ms; then they fail. */
const failingLate =
  (word: () => string | undefined) =>
  (tab: FakeTab): Partial<PortalAuthOptions> => {
    const pass = async (value: string | undefined): Promise<void> => {
      const given = word()
      if (given === undefined || !value?.includes(given)) return
      await wait(tab, 500)
      throw new Error('QuotaExceededError')
    }
    const { storage } = tab.ports
    return {
      storage: {
        ...storage,
        async replace(key, value) {
          await pass(value)
          return storage.replace(key, value)
        },
        async set(key, value) {
          await pass(value)
          return storage.set(key, value)
        },
        async update(key, change) {
          let next: string | undefined
          await storage.update(key, (value) => {
            next = change(value)
            return undefined
          })
          await pass(next)
          if (next !== undefined) await storage.set(key, next)
        },
      },
    }
  }

test('F46: the write of a login that fails after a later login was stored removes nothing', async () => {
  let word: string | undefined
  const scenario = createScenario({ client: failingLate(() => word) })
  const { auth, browser } = scenario
  await browser.settle()
  word = email
  const overtaken = auth.login({ email, password }).catch(() => {})
  await browser.advance(200)
  word = undefined
  await browser.run(auth.login({ email: bob, password }))
  await browser.run(overtaken)
  await browser.advance(1_000)
  const next = scenario.reload(scenario)
  await browser.settle()
  expect(next.auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
})

test('F46: the write of a refresh that fails after a logout removes nothing', async () => {
  let word: string | undefined
  const scenario = await createSignedInScenario({ client: failingLate(() => word) })
  const { auth, browser } = scenario
  word = '"generation":2'
  const refreshing = auth.refresh().catch(() => {})
  await browser.advance(200)
  expect(scenario.refreshes).toMatchObject([{ status: 200 }])
  void auth.logout()
  await browser.run(refreshing)
  await browser.advance(1_000)
  expect(browser.storage.values().join()).toContain('"reason":"logout"')
})

test('F46: a storage that fails although nothing is to be written loses nothing', async () => {
  let isBroken = false
  const scenario = await createSignedInScenario({
    tabs: 2,
    client: ({ ports }) => ({
      storage: {
        ...ports.storage,
        async update(key, change) {
          await ports.storage.update(key, change)
          if (isBroken) throw new Error('AbortError')
        },
      },
    }),
  })
  const [a, b] = scenario.clients
  b.tab.freeze()
  await scenario.browser.run(a.auth.refresh())
  const stored = scenario.browser.storage.values()
  isBroken = true
  b.tab.resume()
  await scenario.browser.run(b.auth.refresh().catch(() => {}))
  expect(scenario.browser.storage.values()).toEqual(stored)
})

test('F46: a refresh that could neither be read nor written removes nothing', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser } = scenario
  const stored = browser.storage.values()
  browser.storage.faults.readsThrow = true
  await browser.run(auth.refresh())
  browser.storage.faults.readsThrow = false
  expect(browser.storage.values()).toEqual(stored)
  await browser.run(auth.refresh())
  expect(await browser.run(scenario.open().auth.getAccessToken())).toBe(await auth.getAccessToken())
})

test('F46: a write that is only slow is not followed by a removal', async () => {
  let removed = 0
  const scenario = createScenario({
    client: (tab) => ({
      storage: {
        ...tab.ports.storage,
        async replace(key, value) {
          await wait(tab, 7_000)
          return tab.ports.storage.replace(key, value)
        },
        remove(key) {
          removed += 1
          return tab.ports.storage.remove(key)
        },
      },
    }),
  })
  const { auth, browser, events } = scenario
  const beganMs = browser.now()
  await browser.run(auth.login({ email, password }))
  expect(browser.now() - beganMs).toBeLessThanOrEqual(6_500)
  expect(events).toContainEqual({ type: 'storage_unavailable', access: 'write' })
  await browser.advance(5_000)
  expect(removed).toBe(0)
  expect(await browser.run(scenario.open().auth.getAccessToken())).toBe(await auth.getAccessToken())
})

test('F46: a tab whose writes failed follows the others again once one has arrived, with any clock', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  const { browser } = scenario
  browser.storage.faults.writesThrow = true
  await browser.run(a.auth.refresh())
  browser.storage.faults.writesThrow = false
  await browser.run(a.auth.login({ email, password }))
  browser.jumpClock(-3_600_000)
  await browser.run(b.auth.login({ email: bob, password }))
  await browser.advance(1_000)
  expect(a.auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
})

test('storage: a logout is one write, and reads nothing where the storage exchanges values', async () => {
  const accesses: string[] = []
  const log = <T>(name: string, access: Promise<T>): Promise<T> => {
    accesses.push(name)
    return access
  }
  const scenario = await createSignedInScenario({
    client: ({ ports: { storage } }) => ({
      storage: {
        shared: true,
        get: (key) => log('get', storage.get(key)),
        set: (key, value) => log('set', storage.set(key, value)),
        remove: (key) => log('remove', storage.remove(key)),
        update: (key, change) => log('update', storage.update(key, change)),
        replace: (key, value) => log('replace', storage.replace(key, value)),
      },
    }),
  })
  accesses.length = 0
  await scenario.browser.run(scenario.auth.logout())
  await scenario.browser.advance(1_000)
  expect(accesses).toEqual(['replace'])
})

test('F66: a logout ends the newer session of another tab at the portal, also without transactions', async () => {
  let late: string | undefined
  const scenario = await createSignedInScenario({
    tabs: 2,
    client: ({ ports: { storage } }) => ({
      storage: { get: async (key) => late ?? storage.get(key), set: storage.set, remove: storage.remove },
    }),
  })
  const [a, b] = scenario.clients
  b.tab.freeze()
  await scenario.browser.run(a.auth.logout())
  await scenario.browser.run(a.auth.login({ email, password }))
  const ended = scenario.browser.storage.values()[0]
  b.tab.resume()
  await scenario.browser.run(b.auth.logout())
  await scenario.browser.advance(1_000)
  expect(liveSessions(scenario)).toBe(0)
  // A storage that lags shows the session that has ended.
  late = ended
  b.tab.dispatch('wake')
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
})

test('F56: a login over a session ends that at the portal, also where the storage shows the new value at once', async () => {
  const scenario = createScenario({
    client: (tab) => ({
      storage: {
        async get(key) {
          await wait(tab, 10)
          return tab.ports.storage.get(key)
        },
        set: tab.ports.storage.set,
        remove: tab.ports.storage.remove,
      },
    }),
  })
  const { auth, browser } = scenario
  await browser.run(auth.login({ email, password }))
  await browser.run(auth.login({ email: bob, password }))
  await browser.advance(1_000)
  expect(liveSessions(scenario)).toBe(1)
})

test('session: a login, a refresh and a logout report what they do and nothing else', async () => {
  const { auth, browser, events } = createScenario()
  await browser.run(auth.login({ email, password }))
  await browser.run(auth.refresh())
  await browser.run(auth.logout())
  await browser.settle()
  expect(events.map(({ type }) => type)).toEqual([
    'signed_in',
    'lock_acquired',
    'refresh_started',
    'refresh_succeeded',
    'signed_out',
  ])
})

test('F60: a thousand messages of other tabs at once read the storage once, and once after that', async () => {
  let reads = 0
  let listen = (): void => {}
  const scenario = await createSignedInScenario({
    client: ({ ports }) => ({
      storage: {
        ...ports.storage,
        get(key) {
          reads += 1
          return ports.storage.get(key)
        },
      },
      channel: {
        post() {},
        subscribe(listener) {
          listen = listener
          return () => {}
        },
      },
    }),
  })
  reads = 0
  for (let message = 0; message < 1_000; message++) listen()
  await scenario.browser.settle()
  expect(reads).toBeGreaterThan(0)
  expect(reads).toBeLessThanOrEqual(2)
})
