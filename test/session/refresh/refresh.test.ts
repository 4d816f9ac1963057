import { expect, test } from 'vitest'
import type { FakeTab } from '../../../mock/tabs.ts'
import { refusing, slow } from '../../support/client/network-faults.ts'
import { type Client, createScenario, deniedLocks, eventTypes } from '../../support/client/scenario.ts'

test('F1: 50 concurrent getAccessToken in one tab at expiry are one request', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ auth }] = scenario.clients as [Client]
  const old = await auth.getAccessToken()
  await scenario.expire()
  const tokens = await scenario.browser.run(Promise.all(Array.from({ length: 50 }, () => auth.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(tokens).not.toContain(old)
  expect(scenario.refreshes).toHaveLength(1)
  await scenario.finish()
})

test('F2: five tabs reach expiry in the same millisecond: one request, five new tokens', async () => {
  const scenario = createScenario({ tabs: 5 })
  await scenario.signIn()
  const old = await scenario.clients[0]?.auth.getAccessToken()
  await scenario.expire()
  const tokens = await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(tokens).not.toContain(old)
  expect(scenario.refreshes).toHaveLength(1)
  await scenario.finish()
})

test('F3: two visible windows wake together: one request', async () => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  await scenario.expire()
  await scenario.browser.advance(5_000)
  expect(scenario.refreshes).toHaveLength(1)
  await scenario.finish()
})

test('F4: a tab that holds a rotated token takes the stored one and never sends its own', async () => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  const [a, b] = scenario.clients as [Client, Client]
  b.tab.freeze()
  await scenario.browser.run(a.auth.refresh())
  const [spent] = scenario.refreshes
  // Before b has heard anything from the channel.
  b.tab.resume()
  await scenario.browser.run(b.auth.refresh())
  expect(eventTypes(b)).toContain('refresh_adopted')
  expect(scenario.refreshes).toEqual([spent])
  expect(await b.auth.getAccessToken()).toBe(await a.auth.getAccessToken())
  await scenario.finish()
})

const brokenLocks = {
  'is missing': undefined,
  'throws a SecurityError': { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) },
  'hands back null': {
    request: (_: string, __: object, callback: (lock: null) => unknown) => Promise.resolve(callback(null)),
  },
}
test.each(Object.entries(brokenLocks))(
  'F5: the lock API %s: a lease in the storage takes over, still one request',
  async (_, lock) => {
    // Without the option the client looks for navigator.locks, which Node has: take it away.
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true })
    try {
      const scenario = createScenario({ tabs: 5, client: () => ({ lock: lock as never }) })
      await scenario.signIn()
      await scenario.expire()
      const tokens = await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
      expect(new Set(tokens).size).toBe(1)
      expect(scenario.refreshes).toHaveLength(1)
      expect(scenario.browser.storage.history.some((text) => JSON.parse(text).lease?.fence === 1)).toBe(true)
      await scenario.finish()
    } finally {
      if (navigator) Object.defineProperty(globalThis, 'navigator', navigator)
    }
  },
)

test.each([
  ['lock', {}],
  ['lease that stands in for it', { lock: deniedLocks }],
])('F6: the tab that holds the %s is killed in mid-request: another proceeds within its bound', async (_, options) => {
  const scenario = createScenario({ tabs: 2, policy: { refresh: { graceMs: 60_000 } }, client: () => options })
  await scenario.signIn()
  const [a, b] = scenario.clients as [Client, Client]
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
})

test.each([
  ['lock', {}],
  ['lease that stands in for it', { lock: deniedLocks }],
])(
  'F7: a holder of the %s that is frozen in mid-request and resumes after another tab rotated is fenced off',
  async (_, options) => {
    const scenario = createScenario({ tabs: 2, policy: { refresh: { graceMs: 120_000 } }, client: () => options })
    await scenario.signIn()
    const [a, b] = scenario.clients as [Client, Client]
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

test('F7: tabs that all lose patience with a frozen holder do not send one after the other', async () => {
  const scenario = createScenario({ tabs: 5, policy: { refresh: { graceMs: 120_000 } } })
  await scenario.signIn()
  const [a, ...others] = scenario.clients as [Client, ...Client[]]
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

test('F7: a holder of the lease that was frozen before it began does not send beside the next but one', async () => {
  const frozen: FakeTab[] = []
  const scenario = createScenario({
    tabs: 3,
    client: (tab) => ({
      lock: deniedLocks,
      storage: {
        ...tab.ports.storage,
        update(key, change) {
          const writing = tab.ports.storage.update(key, change)
          // The first to have the lease does not live to hear of it for a while.
          if (frozen.length === 0 && scenario.browser.storage.values().join().includes('"held":true')) {
            frozen.push(tab)
            tab.freeze()
          }
          return writing
        },
      },
    }),
  })
  await scenario.signIn()
  const [a, b, c] = scenario.clients as [Client, Client, Client]
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
  await scenario.finish()
})

test('F7: a holder of the lock that was frozen before it wrote its intent does not send beside the next but one', async () => {
  const freezing = new Set<FakeTab>()
  const scenario = createScenario({
    tabs: 3,
    client: (tab) => ({
      storage: {
        ...tab.ports.storage,
        async update(key, change) {
          if (freezing.delete(tab)) {
            tab.freeze()
            // Runs once the tab does.
            await new Promise<void>((resolve) => tab.ports.clock.setTimeout(resolve, 0))
          }
          await tab.ports.storage.update(key, change)
        },
      },
    }),
  })
  await scenario.signIn()
  const [a, b, c] = scenario.clients as [Client, Client, Client]
  b.tab.network = refusing(() => Response.json({}, { status: 503 }), 1)
  c.tab.network = slow(9_000, c.tab)
  freezing.add(a.tab)
  void a.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  void b.auth.refresh().catch(() => {})
  await scenario.browser.advance(20_000)
  void c.auth.refresh().catch(() => {})
  await scenario.browser.advance(17_000)
  expect(eventTypes(b)).toContain('refresh_failed')
  expect(c.events).toContainEqual(expect.objectContaining({ type: 'lock_acquired', contested: false }))
  expect(eventTypes(c)).not.toContain('refresh_succeeded')
  a.tab.resume()
  await scenario.browser.advance(60_000)
  expect(scenario.refreshes).toHaveLength(1)
  expect(await a.auth.getAccessToken()).toBe(await c.auth.getAccessToken())
  await scenario.finish()
})

test('F8: a holder waits 25 s for its answer: valid tokens are handed out, expired callers get a retryable error, nobody is logged out', async () => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  const [a, b] = scenario.clients as [Client, Client]
  a.tab.network = slow(25_000, a.tab)
  const valid = await b.auth.getAccessToken()
  void a.auth.refresh().catch(() => {})
  await scenario.browser.advance(0)
  expect(await b.auth.getAccessToken()).toBe(valid)
  await scenario.browser.advance(30_000)

  await scenario.expire()
  a.tab.network = slow(25_000, a.tab)
  const first = a.auth.getAccessToken()
  const second = b.auth.getAccessToken()
  await scenario.browser.run(Promise.allSettled([first, second]))
  await expect(first).rejects.toMatchObject({ code: 'timeout', retryable: true })
  await expect(second).rejects.toMatchObject({ code: 'timeout', retryable: true })
  await scenario.browser.advance(30_000)
  expect(await a.auth.getAccessToken()).toBe(await b.auth.getAccessToken())
  expect(scenario.clients.map(({ auth }) => auth.session.getSnapshot().status)).toEqual(['signed_in', 'signed_in'])
  await scenario.finish()
})
