import { expect, test } from 'vitest'
import { bob, createScenario, email, password } from '../../support/client/scenario.ts'

const key = 'scaikey-portal-auth.session'

test('F46: a storage that cannot be read is not an empty one: the session goes on in memory, with a warning', async () => {
  const scenario = createScenario()
  await scenario.signIn()
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

test('F46: a storage that cannot be read at the start leaves a login possible', async () => {
  const scenario = createScenario()
  const { auth } = scenario
  scenario.browser.storage.faults.readsThrow = true
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'none' })
  await scenario.browser.run(auth.login({ email, password }))
  expect(await auth.getAccessToken()).toEqual(expect.any(String))
  expect(await scenario.browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
})

test('F46: a storage that cannot be written: the session goes on in memory, and no spent token stays behind', async () => {
  const scenario = createScenario()
  await scenario.signIn()
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

test('F46: a login while the storage cannot be read replaces what is stored there', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { auth, tab } = scenario.open()
  scenario.browser.storage.faults.readsThrow = true
  await scenario.browser.run(auth.login({ email: bob, password }))
  scenario.browser.storage.faults.readsThrow = false
  tab.dispatch('wake')
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
  const { auth: next } = scenario.open()
  await scenario.browser.run(next.getAccessToken())
  expect(next.session.getSnapshot()).toMatchObject({ user: { email: bob } })
})

test('F46: a login that no storage takes is not undone by an older session when the storage is back', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { faults } = scenario.browser.storage
  const { auth, tab } = scenario.open({
    storage: {
      get: (key) => (faults.readsThrow ? Promise.reject(new Error('no')) : scenario.tab.ports.storage.get(key)),
      set: () => Promise.reject(new Error('no')),
      remove: () => Promise.reject(new Error('no')),
    },
  })
  faults.readsThrow = true
  await scenario.browser.run(auth.login({ email: bob, password }))
  faults.readsThrow = false
  tab.dispatch('wake')
  await scenario.browser.advance(1_000)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
})

test('F46: a logout while the storage cannot be read leaves no token there', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { auth, tab } = scenario
  tab.goOffline()
  scenario.browser.storage.faults.readsThrow = true
  expect(await scenario.browser.run(auth.logout())).toEqual({ local: 'done', remote: 'failed' })
  expect(scenario.browser.storage.values().join()).not.toContain('Token')
})

test('F46: a slow storage of one tab does not write an older session over a logout', async () => {
  const values = new Map<string, string>()
  const scenario = createScenario({
    client: ({ ports }) => ({
      storage: {
        shared: false,
        get: async (key) => values.get(key),
        set: async (key, value) => {
          // What is long takes long, as encryption does.
          await new Promise<void>((resolve) => ports.clock.setTimeout(resolve, value.length))
          values.set(key, value)
        },
        remove: async (key) => void values.delete(key),
      },
    }),
  })
  await scenario.signIn()
  const { auth } = scenario
  const refreshing = auth.refresh().catch(() => {})
  await scenario.browser.advance(900)
  const leaving = auth.logout()
  await scenario.browser.run(Promise.all([refreshing, leaving]))
  await scenario.browser.advance(10_000)
  expect([...values.values()].join()).not.toContain('Token')
})

test.each([
  ['JSON that is cut', '{"version":2,"generation":3,"session":{"accessTo'],
  ['of a later version', JSON.stringify({ version: 99, generation: 3 })],
  ['no record', '"hello"'],
  ['a record without its token', '{"version":2,"lineage":"a","generation":3,"session":{"user":{}},"reason":"none"}'],
])('F46: a stored value that is %s signs out with a reason, and a login starts anew', async (_, text) => {
  const scenario = createScenario()
  scenario.browser.storage.put(key, text)
  const { auth } = scenario.open()
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_corrupt' })
  await scenario.browser.run(auth.login({ email, password }))
  expect(await scenario.browser.run(scenario.open().auth.getAccessToken())).toBe(await auth.getAccessToken())
})

test('F46: a record of version 1 is taken over', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const record = JSON.parse(scenario.browser.storage.values()[0] ?? '')
  const { accessToken, refreshToken, user, receivedAtMs } = record.session
  scenario.browser.storage.put(
    key,
    JSON.stringify({
      version: 1,
      generation: 5,
      session: { accessToken, refreshToken, user, receivedAtMs },
      reason: 'none',
    }),
  )
  const { auth } = scenario.open()
  expect(await scenario.browser.run(auth.getAccessToken())).toBe(accessToken)
  await scenario.browser.run(auth.refresh())
  expect(JSON.parse(scenario.browser.storage.values()[0] ?? '')).toMatchObject({
    version: 2,
    generation: 6,
    lineage: 'v1',
  })
})

test('F47: a tab that dies between the answer and the write: the next one recovers as after a lost response', async () => {
  const scenario = createScenario({ tabs: 2, policy: { refresh: { graceMs: 60_000 } } })
  await scenario.signIn()
  const [a, b] = scenario.clients
  const { update } = a.tab.ports.storage
  a.tab.network = async (request, next) => {
    const response = await next(request)
    // From the answer on, this tab's writes arrive nowhere: it dies.
    if (request.url.endsWith('/refresh')) queueMicrotask(() => a.tab.kill())
    return response
  }
  expect(update).toBeTypeOf('function')
  void a.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  expect(await scenario.browser.run(b.auth.refresh().then(() => b.auth.getAccessToken()))).toEqual(expect.any(String))
  expect(b.events).toContainEqual({ type: 'refresh_started', recovery: true })
  for (const text of scenario.browser.storage.history) expect(() => JSON.parse(text)).not.toThrow()
  await scenario.finish({ replays: 1 })
})

test('F48: a storage that is cleared from outside is noticed, with one event in each tab', async () => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  scenario.browser.storage.clear()
  for (const { tab } of scenario.clients) tab.dispatch('wake')
  await scenario.browser.settle()
  for (const { auth, events } of scenario.clients) {
    expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_cleared' })
    expect(events.filter(({ type }) => type === 'signed_out')).toEqual([
      { type: 'signed_out', reason: 'storage_cleared' },
    ])
  }
  const [a, b] = scenario.clients
  await scenario.browser.run(a.auth.login({ email, password }))
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot().status).toBe('signed_in')
})

test('F48: a cleared storage is noticed by the next refresh too, and nothing is sent', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { auth } = scenario
  scenario.browser.storage.clear()
  const refused = auth.refresh()
  await scenario.browser.run(Promise.allSettled([refused]))
  await expect(refused).rejects.toMatchObject({ code: 'signed_out' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_cleared' })
  expect(scenario.refreshes).toHaveLength(0)
})

test('storage: a caller who aborts does not wait for a slow reading', async () => {
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

test('storage: a logout whose caller aborts does not wait for a slow writing, and is written all the same', async () => {
  let write = (): void => {}
  const values = new Map<string, string>()
  const scenario = createScenario({
    client: () => ({
      storage: {
        get: (key) => values.get(key),
        set: (key, value) => void values.set(key, value),
        remove: (key) => values.delete(key),
        update: (key, change) => {
          const next = change(values.get(key))
          const put = (): void => void (next !== undefined && values.set(key, next))
          if (!next?.includes('logout')) return put()
          return new Promise<void>((resolve) => {
            write = () => resolve(put())
          })
        },
      },
    }),
  })
  await scenario.signIn()
  const { auth } = scenario
  const controller = new AbortController()
  const leaving = auth.logout({ signal: controller.signal })
  await scenario.browser.settle()
  controller.abort()
  expect(await leaving).toEqual({ local: 'done', remote: 'done' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  expect([...values.values()].join()).toContain('Token')
  write()
  await scenario.browser.settle()
  expect([...values.values()].join()).not.toContain('Token')
})
