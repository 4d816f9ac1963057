import { expect, test } from 'vitest'
import { isRefresh, losing, refusing, slow } from '../../support/client/faults.ts'
import {
  bob,
  createScenario,
  createSignedInScenario,
  email,
  eventTypes,
  me,
  password,
} from '../../support/client/scenario.ts'

const invalid = (): Response => Response.json({ detail: 'Invalid or expired refresh token' }, { status: 401 })

test('refresh: it reports its start, its success, and for how long it waited', async () => {
  const scenario = await createSignedInScenario()
  const before = scenario.events.length
  await scenario.browser.run(scenario.auth.refresh())
  await scenario.browser.settle()
  expect(scenario.events.slice(before)).toEqual([
    { type: 'lock_acquired', waitedMs: 0, contested: false },
    { type: 'refresh_started', recovery: false },
    { type: 'refresh_succeeded' },
  ])
  expect(eventTypes(scenario).filter((type) => type === 'signed_in')).toHaveLength(1)
})

test('refresh: a session of another login does not join the flight of the one before', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.network = slow(8_000, tab)
  const first = auth.refresh().catch((error: unknown) => error)
  await browser.advance(1_000)
  await browser.run(auth.login({ email: bob, password }))
  await browser.run(auth.refresh())
  expect(await browser.run(first)).toMatchObject({ code: 'signed_out' })
  expect(new Set(scenario.refreshes.map(({ token }) => token)).size).toBe(2)
})

test.each([429, 503])('refresh: a refusal after status %i ends the session as expired, not as lost', async (status) => {
  const { auth, browser, tab } = await createSignedInScenario()
  tab.network = refusing(() => Response.json({}, { status, headers: { 'retry-after': '1' } }), 1)
  await browser.run(auth.refresh().catch(() => {}))
  tab.network = refusing(invalid, 1)
  await browser.advance(2_000)
  await browser.run(auth.refresh().catch(() => {}))
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'session_expired' })
})

test('refresh: a refusal after a lost response and a 503 ends the session as lost', async () => {
  const { auth, browser, tab } = await createSignedInScenario()
  tab.network = losing()
  const lost = auth.refresh().catch(() => {})
  await browser.advance(100)
  const answers = [Response.json({}, { status: 503, headers: { 'retry-after': '1' } }), invalid(), invalid()]
  tab.network = refusing(() => answers.shift() ?? invalid())
  await browser.run(lost)
  await browser.advance(2_000)
  await browser.run(auth.refresh().catch(() => {}))
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'refresh_lost' })
})

test('refresh: an unclear refusal after a lost response leaves the token in doubt', async () => {
  const { auth, browser, tab } = await createSignedInScenario()
  tab.network = losing()
  const lost = auth.refresh().catch(() => {})
  await browser.advance(100)
  const answers = [Response.json({ message: 'Forbidden' }, { status: 403 })]
  tab.network = refusing(() => answers.shift() ?? invalid())
  await browser.run(lost)
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'refresh_lost' })
})

test.each([{}, { access_token: '' }, { access_token: 5, refresh_token: 'r' }])(
  'refresh: the response %o is an error, and the session keeps its tokens',
  async (body) => {
    const { auth, browser, tab } = await createSignedInScenario()
    const token = await auth.getAccessToken()
    tab.network = refusing(() => Response.json(body))
    await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'unexpected_response' })
    expect(await auth.getAccessToken()).toBe(token)
    tab.network = (request, next) => next(request)
  },
)

test('refresh: a Retry-After of a 500 holds for other tabs and after a reload', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const { auth, browser, tab, clients } = scenario
  tab.network = refusing(() => Response.json({}, { status: 500, headers: { 'retry-after': '90' } }), 1)
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ retryAfterMs: 90_000 })
  await expect(browser.run(clients[1].auth.refresh())).rejects.toMatchObject({ code: 'rate_limited' })
  await expect(browser.run(scenario.reload(scenario).auth.refresh())).rejects.toMatchObject({ code: 'rate_limited' })
  expect(scenario.refreshes).toHaveLength(0)
})

test('refresh: a late response for a session that another tab has rotated revokes nothing', async () => {
  const scenario = await createSignedInScenario({ tabs: 2, policy: { refresh: { graceMs: 120_000 } } })
  const { auth, browser, tab, clients } = scenario
  tab.network = async (request, next) => {
    const response = await next(request)
    // Another tab takes the token over after 35 s, and the response arrives after it.
    if (isRefresh(request)) await new Promise<void>((resolve) => tab.ports.clock.setTimeout(resolve, 25_000))
    return response
  }
  const late = auth.refresh().catch(() => {})
  await browser.advance(1_000)
  tab.freeze()
  // The other tab waits for the frozen one as long as a response may take, then takes over.
  await browser.run(clients[1].auth.refresh().catch(() => {}))
  await browser.advance(60_000)
  expect(scenario.refreshes).toHaveLength(2)
  tab.resume()
  await browser.run(late)
  await browser.advance(60_000)
  expect(scenario.count('logout')).toBe(0)
  await browser.run(clients[1].auth.refresh())
  expect(clients.map((client) => client.auth.session.getSnapshot().status)).toEqual(['signed_in', 'signed_in'])
  await scenario.finish({ replays: 1 })
})

test('refresh: a storage that was cleared meanwhile is not reported as a newer session', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, events } = scenario
  browser.storage.clear()
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'signed_out' })
  expect(events.map(({ type }) => type)).not.toContain('refresh_adopted')
  await browser.run(auth.login({ email, password }))
})

test('refresh: a response that comes after another tab has rotated the session revokes nothing', async () => {
  const scenario = await createSignedInScenario({
    tabs: 2,
    policy: { refresh: { graceMs: 60_000 } },
    // A lock that holds nobody off.
    client: () => ({ lock: { request: (_, __, callback) => Promise.resolve(callback({})) } }),
  })
  const { auth, browser, tab, clients, events } = scenario
  tab.network = slow(5_000, tab)
  const late = auth.refresh()
  await browser.advance(500)
  await browser.run(clients[1].auth.refresh())
  await browser.run(late)
  expect(events.map(({ type }) => type)).toContain('refresh_discarded')
  expect(await auth.getAccessToken()).toBe(await clients[1].auth.getAccessToken())
  expect(scenario.count('logout')).toBe(0)
  await scenario.finish({ replays: 1 })
})

test('refresh: a refusal is an error where a later version has written meanwhile, and the tab stays signed in', async () => {
  const { auth, browser, events, tab } = await createSignedInScenario()
  tab.network = refusing(() => {
    browser.storage.put('scaikey-portal-auth.session', JSON.stringify({ version: 99 }))
    return invalid()
  })
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'session_expired' })
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  expect(events.map(({ type }) => type)).not.toContain('refresh_adopted')
})

test('refresh: a session with an opaque token and no refresh token ends with the first 401', async () => {
  const scenario = createScenario()
  const { auth, browser, tab, snapshots } = scenario
  tab.network = async ({ url }) =>
    url.endsWith('/login') ? Response.json({ access_token: 'opaque', user: {} }) : new Response(null, { status: 401 })
  await scenario.signIn()
  await expect(browser.run(auth.fetch(me))).rejects.toMatchObject({ code: 'session_expired' })
  expect(snapshots.at(-1)).toEqual({ status: 'signed_out', reason: 'session_expired' })
})

test('refresh: an option that asks for the token which its own request fetches is refused instead of waiting', async () => {
  const inner: unknown[] = []
  const scenario = await createSignedInScenario()
  const { auth } = scenario.open({
    headers: async () => {
      const call = auth.refresh().then(
        () => 'done',
        (error: unknown) => error,
      )
      inner.push(await call)
      return {}
    },
  })
  await scenario.browser.settle()
  await scenario.browser.run(auth.refresh())
  expect(inner).toMatchObject([{ code: 'unexpected_response', retryable: false }])
})
