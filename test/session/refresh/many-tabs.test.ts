import { expect, test } from 'vitest'
import { webStorage } from '../../../src/index.ts'
import { isRefresh } from '../../support/client/faults.ts'
import { type Client, createScenario, lifetimeMs, type Scenario } from '../../support/client/scenario.ts'

/** Has every tab ask for a token in the same millisecond, a number of expiries in a row. */
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

test('F51: without transactions a lag as it was measured with localStorage is waited out', async () => {
  const scenario = createScenario({
    tabs: 5,
    client: ({ ports }) => ({ storage: webStorage(ports.localStorage) }),
  })
  scenario.browser.storage.faults.staleForMs = 20
  await scenario.signIn()
  await expireOften(scenario, 20)
  expect(scenario.refreshes).toHaveLength(20)
})

/** Loses the connection before the answer, and sends the request once more, as a browser does below the page. */
const resend = ({ tab }: Client): void => {
  tab.network = async (request, next) => {
    if (isRefresh(request)) await next(request.clone())
    return next(request)
  }
}

test('F52: a request that the browser itself sends twice: a grace window at the server saves the session', async () => {
  const scenario = createScenario({ policy: { refresh: { graceMs: 10_000 } } })
  await scenario.signIn()
  const [client] = scenario.clients
  resend(client)
  await scenario.expire()
  expect(await scenario.browser.run(client.auth.getAccessToken())).toEqual(expect.any(String))
  await scenario.finish({ replays: 1 })
})

test.each([
  ['says by default that the token was used', {}, 'refresh_lost'],
  ['says so by a code', { refreshReused: { detail: { code: 'refresh_token_reused' } } }, 'refresh_lost'],
  ['leaves open why', { refreshReused: { detail: 'Invalid or expired refresh token' } }, 'session_expired'],
  ['leaves open which', { refreshReused: { detail: 'Refresh token expired or already used' } }, 'session_expired'],
])('F52: without a grace window a refusal that %s ends the session once', async (_, refusals, reason) => {
  const scenario = createScenario({ tabs: 3, policy: { refusals } })
  await scenario.signIn()
  const [client] = scenario.clients
  resend(client)
  await scenario.browser.run(client.auth.refresh().catch(() => {}))
  await scenario.browser.advance(1_000)
  for (const { events } of scenario.clients) {
    expect(events.filter(({ type }) => type === 'signed_out')).toEqual([{ type: 'signed_out', reason }])
  }
  await scenario.finish({ replays: 1, reuse: 1 })
})

test('F54: five tabs reloaded together with an expired session: one request, five usable tabs', async () => {
  const scenario = createScenario({ tabs: 5 })
  await scenario.signIn()
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
