import { expect, test } from 'vitest'
import { slow } from '../../support/client/faults.ts'
import { type Client, createSignedInScenario, eventTypes, lifetimeMs } from '../../support/client/scenario.ts'

test('refresh: it replaces tokens that are still valid, and keeps the user', async () => {
  const { auth, count } = await createSignedInScenario()
  const old = await auth.getAccessToken()
  await auth.refresh()
  expect(await auth.getAccessToken()).not.toBe(old)
  expect(count('refresh')).toBe(1)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: 'ada@example.com' } })
})

test('refresh: each rotated token works once, for as long as the session lasts', async () => {
  const { auth, count } = await createSignedInScenario()
  for (let turn = 0; turn < 5; turn++) await auth.refresh()
  expect(count('refresh')).toBe(5)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

test('F2: five tabs reach expiry in the same millisecond: one request, five new tokens', async () => {
  const scenario = await createSignedInScenario({ tabs: 5 })
  const old = await scenario.auth.getAccessToken()
  await scenario.expire()
  const tokens = await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(tokens).not.toContain(old)
  expect(scenario.refreshes).toHaveLength(1)
})

test('F3: two visible windows wake together: one request', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  await scenario.expire()
  await scenario.browser.advance(5_000)
  expect(scenario.refreshes).toHaveLength(1)
})

test('F4: a tab that holds a rotated token adopts the stored one and never sends its own', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  b.tab.freeze()
  await scenario.browser.run(a.auth.refresh())
  const [spent] = scenario.refreshes
  // Before the channel has notified b.
  b.tab.resume()
  await scenario.browser.run(b.auth.refresh())
  expect(eventTypes(b)).toContain('refresh_adopted')
  expect(scenario.refreshes).toEqual([spent])
  expect(await b.auth.getAccessToken()).toBe(await a.auth.getAccessToken())
})

test('F8: a lock holder waits 25 s for its response: valid tokens are returned, calls with an expired one get a retryable error, nobody is signed out', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
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
})

test('F54: five tabs reloaded together with an expired session: one request, five usable tabs', async () => {
  const scenario = await createSignedInScenario({ tabs: 5 })
  let present: readonly Client[] = scenario.clients
  for (let turn = 0; turn < 20; turn++) {
    const before = scenario.refreshes.length
    for (const { tab } of present) tab.freeze()
    await scenario.browser.advance(lifetimeMs)
    present = present.map((client) => scenario.reload(client))
    const tokens = await scenario.browser.run(Promise.all(present.map(({ auth }) => auth.getAccessToken())))
    expect(new Set(tokens).size).toBe(1)
    expect(scenario.refreshes.length - before).toBe(1)
  }
})
