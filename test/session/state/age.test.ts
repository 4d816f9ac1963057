import { expect, test } from 'vitest'
import { createPortalAuth, memoryStorage } from '../../../src/index.ts'
import { deniedLocks, slow } from '../../support/client/faults.ts'
import {
  baseUrl,
  type Client,
  createScenario,
  createSignedInScenario,
  lifetimeMs,
  me,
  type Scenario,
} from '../../support/client/scenario.ts'

const hourMs = 3_600_000

const yearMs = 365 * 24 * hourMs

test.each([
  ['an hour fast', hourMs],
  ['an hour slow', -hourMs],
  ['ten years fast', 10 * yearMs],
])('F24: a device clock that is %s causes no refresh and no logout', async (_, skewMs) => {
  const scenario = createScenario({ tabs: 2 })
  scenario.browser.jumpClock(skewMs)
  await scenario.signIn()
  const [a, b] = scenario.clients
  await scenario.browser.advance(lifetimeMs * 0.7)
  const token = await scenario.browser.run(a.auth.getAccessToken())
  expect(await scenario.browser.run(b.auth.getAccessToken())).toBe(token)
  expect(await scenario.browser.run(scenario.open().auth.getAccessToken())).toBe(token)
  expect(scenario.refreshes).toHaveLength(0)
  expect(a.events).toContainEqual({ type: 'clock_skew_seen', skewMs: expect.closeTo(skewMs, -4) })
  await scenario.browser.advance(lifetimeMs * 0.2)
  expect(scenario.refreshes).toHaveLength(1)
})

test.each([
  ['forward by an hour', hourMs, 1],
  ['back by an hour', -hourMs, 0],
  ['forward by ten years', 10 * yearMs, 1],
])(
  'F25: a clock that jumps %s during a session costs one refresh at most, and no logout',
  async (_, jumpMs, refreshes) => {
    const scenario = await createSignedInScenario({ tabs: 2 })
    await scenario.browser.advance(lifetimeMs * 0.3)
    scenario.browser.jumpClock(jumpMs)
    for (const { tab } of scenario.clients) tab.dispatch('wake')
    await scenario.browser.advance(lifetimeMs * 0.3)
    const tokens = await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
    expect(new Set(tokens).size).toBe(1)
    expect(scenario.refreshes).toHaveLength(refreshes)
    expect(scenario.clients.map(({ auth }) => auth.session.getSnapshot().status)).toEqual(['signed_in', 'signed_in'])
    await scenario.browser.advance(lifetimeMs * 0.3)
    expect(scenario.refreshes).toHaveLength(1)
  },
)

test('F25: a clock that is set forward and back again and again costs one refresh', async () => {
  const scenario = await createSignedInScenario()
  for (let turn = 0; turn < 3; turn++) {
    scenario.browser.jumpClock(hourMs)
    await scenario.browser.run(scenario.auth.getAccessToken())
    await scenario.browser.run(scenario.auth.getAccessToken())
    scenario.browser.jumpClock(-hourMs)
    await scenario.browser.run(scenario.auth.getAccessToken())
    expect(scenario.refreshes).toHaveLength(1)
    await scenario.browser.advance(2_000)
  }
})

test.each([
  ['hidden', ({ tab }: Client): void => tab.hide(), ({ tab }: Client): void => tab.show()],
  ['offline', ({ tab }: Client): void => tab.goOffline(), ({ tab }: Client): void => tab.goOnline()],
])('F25: a clock set back while the tab is %s causes no refresh ahead of time', async (_, leave, restore) => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  leave(client)
  scenario.browser.jumpClock(-hourMs)
  await scenario.browser.advance(lifetimeMs * 0.5)
  restore(client)
  await scenario.browser.advance(lifetimeMs * 0.2)
  expect(scenario.refreshes).toHaveLength(0)
  await scenario.browser.advance(lifetimeMs * 0.2)
  expect(scenario.refreshes).toHaveLength(1)
})

test.each([
  ['web locks', {}],
  ['the lease that stands in for them', { lock: deniedLocks }],
])(
  'F25: a clock set forward while a tab waits for its response ends neither %s nor the announced refresh',
  async (_, options) => {
    const scenario = await createSignedInScenario({ tabs: 3, client: () => options })
    const [{ auth, tab }, ...others] = scenario.clients
    tab.network = slow(9_000, tab)
    await scenario.expire()
    const calls = [auth.getAccessToken()]
    await scenario.browser.advance(1_000)
    scenario.browser.jumpClock(hourMs)
    calls.push(...others.map((other) => other.auth.getAccessToken()))
    const tokens = await scenario.browser.run(Promise.all(calls))
    expect(new Set(tokens).size).toBe(1)
    expect(scenario.refreshes).toHaveLength(1)
  },
)

test('F26: another time zone, and the end of summer time, cause no refresh and no logout', async () => {
  const before = process.env.TZ
  try {
    const scenario = createScenario()
    process.env.TZ = 'Europe/Amsterdam'
    await scenario.signIn()
    process.env.TZ = 'Pacific/Auckland'
    await scenario.browser.advance(lifetimeMs * 0.7)
    await scenario.browser.run(scenario.auth.getAccessToken())
    expect(scenario.refreshes).toHaveLength(0)
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})

/** The next token that the tab returns has not expired at the server. */
async function expectGoodToken(scenario: Scenario, { auth }: Client): Promise<void> {
  const token = await scenario.browser.run(auth.getAccessToken())
  const { exp } = JSON.parse(atob(token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))
  expect(exp * 1000).toBeGreaterThan(scenario.portal.clock.now())
}

test.each([
  ['throttled to one a minute', (client: Client): void => client.tab.throttle(60_000)],
  ['suspended', (client: Client): void => client.tab.freeze()],
])('F27: a background tab whose timers are %s never returns an expired token', async (_, hold) => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  hold(client)
  await scenario.browser.advance(6 * hourMs)
  client.tab.throttle(0)
  client.tab.resume()
  await expectGoodToken(scenario, client)
})

test.each([
  ['hidden', ({ tab }: Client): void => tab.hide(), ({ tab }: Client): void => tab.show()],
  ['hidden, and still is', ({ tab }: Client): void => tab.hide(), (): void => {}],
  ['frozen', ({ tab }: Client): void => tab.freeze(), ({ tab }: Client): void => tab.resume()],
  ['offline', ({ tab }: Client): void => tab.goOffline(), ({ tab }: Client): void => tab.goOnline()],
])(
  'F27: a machine sleeps for 8 h, and its monotonic clock with it: a tab that was %s returns no expired token',
  async (_, leave, restore) => {
    const scenario = await createSignedInScenario({ tabs: 2 })
    const [client] = scenario.clients
    await scenario.browser.advance(lifetimeMs * 0.3)
    leave(client)
    await scenario.browser.advance(1_000)
    scenario.browser.sleep(8 * hourMs)
    restore(client)
    await expectGoodToken(scenario, client)
    expect(scenario.refreshes).toHaveLength(1)
    await scenario.browser.advance(lifetimeMs * 0.7)
    expect(scenario.refreshes).toHaveLength(1)
  },
)

test.each([
  ['only the wall clock', (scenario: Scenario): void => scenario.browser.sleep(8 * hourMs)],
  ['both clocks', (scenario: Scenario): void => scenario.portal.clock.advance(8 * hourMs)],
])('F64: a machine sleeps with five tabs in view, and %s moves on: one request, five usable tabs', async (_, sleep) => {
  const scenario = await createSignedInScenario({ tabs: 5 })
  sleep(scenario)
  const tokens = await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  for (const client of scenario.clients) await expectGoodToken(scenario, client)
  for (const { auth } of scenario.clients) expect((await scenario.browser.run(auth.fetch(me))).status).toBe(200)
  expect(scenario.refreshes).toHaveLength(1)
})

test('age: a token that seems to be issued in the future is not valid for longer', async () => {
  const storage = memoryStorage()
  const { portal, count } = await createSignedInScenario({ client: { storage } })
  let monotonicMs = 0
  const clock = { now: () => portal.clock.now() - 86_400_000, monotonicNow: () => monotonicMs }
  using next = createPortalAuth({ baseUrl, storage, fetch: portal.fetch, clock })
  await next.getAccessToken()
  expect(count('refresh')).toBe(0)
  monotonicMs = lifetimeMs
  await next.getAccessToken()
  expect(count('refresh')).toBe(1)
})

test('F25: a tab that opens in the middle of a token’s life keeps it for no longer when the clock is set back', async () => {
  const scenario = await createSignedInScenario()
  scenario.tab.kill()
  await scenario.browser.advance(lifetimeMs * 0.5)
  const next = scenario.open()
  await scenario.browser.settle()
  scenario.browser.jumpClock(-hourMs)
  await scenario.browser.advance(lifetimeMs * 0.45)
  await expectGoodToken(scenario, next)
  expect(scenario.refreshes).toHaveLength(1)
})
