import { expect, test } from 'vitest'
import type { FakeTab } from '../../../mock/tabs.ts'
import { deniedLocks, refusing, slow, wait } from '../../support/client/faults.ts'
import { createScenario, createSignedInScenario, eventTypes } from '../../support/client/scenario.ts'

const brokenLocks = {
  'is missing': undefined,
  'throws a SecurityError': { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) },
  'hands back null': {
    request: (_: string, __: object, callback: (lock: null) => unknown) => Promise.resolve(callback(null)),
  },
}

test.each(Object.entries(brokenLocks))(
  'F5: the lock API %s: the intent in the storage keeps the tabs apart, still one request',
  async (_, lock) => {
    // Without the option the client uses navigator.locks, which Node has: remove it.
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true })
    try {
      const scenario = await createSignedInScenario({ tabs: 5, client: () => ({ lock: lock as never }) })
      await scenario.expire()
      const tokens = await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
      expect(new Set(tokens).size).toBe(1)
      expect(scenario.refreshes).toHaveLength(1)
      expect(scenario.browser.storage.history.some((text) => JSON.parse(text).intent?.locked === false)).toBe(true)
    } finally {
      if (navigator) Object.defineProperty(globalThis, 'navigator', navigator)
    }
  },
)

test.each([
  ['lock', {}],
  ['intent alone', { lock: deniedLocks }],
])(
  'F6: the tab that holds the %s is killed during its request: another proceeds within the time limit',
  async (_, options) => {
    const scenario = await createSignedInScenario({
      tabs: 2,
      policy: { refresh: { graceMs: 60_000 } },
      client: () => options,
    })
    const [a, b] = scenario.clients
    const old = await a.auth.getAccessToken()
    a.tab.network = slow(5_000, a.tab)
    await scenario.expire()
    void a.auth.getAccessToken()
    await scenario.browser.advance(100)
    a.tab.kill()
    await scenario.browser.advance(35_500)
    expect(await b.auth.getAccessToken()).not.toBe(old)
    expect(b.events).toContainEqual({ type: 'refresh_started', recovery: true })
    await scenario.finish({ replays: 1 })
  },
)

test.each([
  ['lock', {}],
  ['intent alone', { lock: deniedLocks }],
])(
  'F7: a holder of the %s that is frozen during its request and resumes after another tab rotated is fenced off',
  async (_, options) => {
    const scenario = await createSignedInScenario({
      tabs: 2,
      policy: { refresh: { graceMs: 120_000 } },
      client: () => options,
    })
    const [a, b] = scenario.clients
    a.tab.network = slow(5_000, a.tab)
    await scenario.expire()
    void a.auth.getAccessToken().catch(() => {})
    await scenario.browser.advance(100)
    a.tab.freeze()
    const waiting = b.auth.getAccessToken().catch(() => {})
    await scenario.browser.run(waiting)
    await scenario.browser.advance(60_000)
    expect(b.events).toContainEqual(expect.objectContaining({ type: 'lock_acquired', contested: true }))
    const token = await scenario.browser.run(b.auth.getAccessToken())
    a.tab.resume()
    await scenario.browser.advance(1_000)
    expect(await a.auth.getAccessToken()).toBe(token)
    await scenario.finish({ replays: 1 })
  },
)

test('F7: tabs that stop waiting for a frozen holder do not all send a request', async () => {
  const scenario = await createSignedInScenario({ tabs: 5, policy: { refresh: { graceMs: 120_000 } } })
  const [a, ...others] = scenario.clients
  for (const { tab } of scenario.clients) tab.network = slow(5_000, tab)
  void a.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  a.tab.freeze()
  const before = scenario.refreshes.length
  expect(before).toBe(1)
  const waiting = others.map(({ auth }) => auth.refresh().catch(() => {}))
  await scenario.browser.run(Promise.all(waiting))
  await scenario.browser.advance(120_000)
  const tokens = await scenario.browser.run(Promise.all(others.map(({ auth }) => auth.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(scenario.refreshes.length - before).toBe(1)
  a.tab.resume()
  await scenario.browser.advance(10_000)
  expect(await a.auth.getAccessToken()).toBe(tokens[0])
  await scenario.finish({ replays: 1 })
})

test('F7: a tab that was frozen right after it wrote its intent does not send while a later one does', async () => {
  const frozen: FakeTab[] = []
  const scenario = createScenario({
    tabs: 3,
    client: (tab) => ({
      lock: deniedLocks,
      storage: {
        ...tab.ports.storage,
        update(key, change) {
          const writing = tab.ports.storage.update(key, change)
          // The first tab is frozen before it knows that its intent is stored.
          if (frozen.length === 0 && scenario.browser.storage.values().join().includes('"intent"')) {
            frozen.push(tab)
            tab.freeze()
          }
          return writing
        },
      },
    }),
  })
  await scenario.signIn()
  const [a, b, c] = scenario.clients
  b.tab.network = refusing(() => Response.json({}, { status: 503 }), 1)
  c.tab.network = slow(9_000, c.tab)
  void a.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  expect(frozen).toEqual([a.tab])
  for (const { auth } of [b, c]) void auth.refresh().catch(() => {})
  await scenario.browser.advance(37_000)
  expect(eventTypes(b)).toContain('refresh_failed')
  expect(eventTypes(c)).toContain('refresh_started')
  expect(eventTypes(c)).not.toContain('refresh_succeeded')
  a.tab.resume()
  await scenario.browser.advance(60_000)
  expect(scenario.refreshes).toHaveLength(1)
  expect(await a.auth.getAccessToken()).toBe(await c.auth.getAccessToken())
})

test('F7: a tab that was frozen before it wrote its intent holds up nobody, and does not send while a later one does', async () => {
  const freezing = new Set<FakeTab>()
  const scenario = await createSignedInScenario({
    tabs: 3,
    client: (tab) => ({
      storage: {
        ...tab.ports.storage,
        async update(key, change) {
          if (freezing.delete(tab)) {
            tab.freeze()
            // Continues once the tab is resumed.
            await wait(tab, 0)
          }
          await tab.ports.storage.update(key, change)
        },
      },
    }),
  })
  const [a, b, c] = scenario.clients
  b.tab.network = refusing(() => Response.json({}, { status: 503 }), 1)
  c.tab.network = slow(9_000, c.tab)
  freezing.add(a.tab)
  void a.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  void b.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  expect(eventTypes(b)).toContain('refresh_failed')
  void c.auth.refresh().catch(() => {})
  await scenario.browser.advance(300)
  expect(eventTypes(c)).toContain('refresh_started')
  a.tab.resume()
  await scenario.browser.advance(60_000)
  expect(scenario.refreshes).toHaveLength(1)
  expect(await a.auth.getAccessToken()).toBe(await c.auth.getAccessToken())
})

test('F7: a tab that took over from a frozen one keeps its own intent when that resumes and fails', async () => {
  const scenario = await createSignedInScenario({
    tabs: 3,
    policy: { refresh: { graceMs: 120_000 } },
    client: () => ({ lock: deniedLocks }),
  })
  const [a, b, c] = scenario.clients
  a.tab.network = async (request, next) => {
    await wait(a.tab, 5_000)
    return request.url.endsWith('/refresh') ? Promise.reject(new TypeError('connection lost')) : next(request)
  }
  b.tab.network = slow(20_000, b.tab)
  void a.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  a.tab.freeze()
  void b.auth.refresh().catch(() => {})
  await scenario.browser.advance(40_000)
  expect(eventTypes(b)).toContain('refresh_started')
  a.tab.resume()
  await scenario.browser.advance(6_000)
  const before = scenario.refreshes.length
  void c.auth.refresh().catch(() => {})
  await scenario.browser.advance(5_000)
  expect(eventTypes(c)).not.toContain('refresh_started')
  await scenario.browser.advance(60_000)
  expect(scenario.refreshes.length - before).toBeLessThanOrEqual(1)
})

test.each([
  ['is never granted', Number.POSITIVE_INFINITY],
  ['is granted after the tab has stopped waiting', 6_000],
])('lock: a lock that %s does not stop the refresh, and runs nothing twice', async (_, grantMs) => {
  const scenario = await createSignedInScenario({
    client: (tab) => ({
      lock: {
        request: async (_, __, callback) =>
          grantMs === Number.POSITIVE_INFINITY ? new Promise(() => {}) : wait(tab, grantMs).then(() => callback({})),
      },
    }),
  })
  const refreshing = scenario.auth.refresh()
  await scenario.browser.run(refreshing)
  await scenario.browser.advance(10_000)
  expect(scenario.count('refresh')).toBe(1)
})
