import { expect, test } from 'vitest'
import { isRefresh, losing } from '../../support/client/faults.ts'
import { type Client, createSignedInScenario, eventTypes } from '../../support/client/scenario.ts'

test('refresh: a response without a new refresh token keeps the old one', async () => {
  const sent: unknown[] = []
  const { auth } = await createSignedInScenario({
    network: async (request, next) => {
      if (!request.url.endsWith('/refresh')) return next(request)
      sent.push(await request.json())
      return Response.json({ access_token: `access-${sent.length}` })
    },
  })
  await auth.refresh()
  await auth.refresh()
  expect(await auth.getAccessToken()).toBe('access-2')
  expect(sent[1]).toEqual(sent[0])
})

test('refresh: a response that breaks its schema is an error, and its tokens are kept nevertheless', async () => {
  const strict = { refresh: { response: { '~standard': { validate: () => ({ issues: [{ path: ['user'] }] }) } } } }
  const scenario = await createSignedInScenario({ client: () => ({ schemas: strict }) })
  const { auth } = scenario
  const old = await auth.getAccessToken()
  for (let turn = 1; turn <= 3; turn++) {
    const refused = auth.refresh()
    await scenario.browser.run(Promise.allSettled([refused]))
    await expect(refused).rejects.toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('/user'),
    })
    expect(scenario.refreshes).toHaveLength(turn)
  }
  expect(await auth.getAccessToken()).not.toBe(old)
})

test('refresh: a definitive error response ends the session, once and with its reason', async () => {
  const { portal, auth, events } = await createSignedInScenario()
  const seen: unknown[] = []
  auth.session.subscribe(({ status }) => seen.push(status))
  portal.clock.advance(31 * 24 * 3_600_000)
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'session_expired', status: 401, retryable: false })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  expect(seen).toEqual(['signed_in', 'signed_out'])
  expect(events.filter(({ type }) => type === 'signed_out')).toEqual([
    { type: 'signed_out', reason: 'session_expired' },
  ])
})

test('F9: a lost response is replayed once, and a grace window at the server saves the session', async () => {
  const scenario = await createSignedInScenario({ policy: { refresh: { graceMs: 30_000 } } })
  const { auth, tab, events } = scenario
  const old = await auth.getAccessToken()
  tab.network = losing()
  await scenario.expire()
  expect(await scenario.browser.run(auth.getAccessToken())).not.toBe(old)
  expect(scenario.refreshes).toHaveLength(2)
  expect(events).toContainEqual({ type: 'refresh_started', recovery: true })
  await scenario.finish({ replays: 1 })
})

test('F9: without a grace window a lost response ends the session, once, with reason refresh_lost', async () => {
  const scenario = await createSignedInScenario({ tabs: 3 })
  const { auth, tab } = scenario
  tab.network = losing()
  const refused = auth.refresh()
  await scenario.browser.run(Promise.allSettled([refused]))
  await expect(refused).rejects.toMatchObject({ code: 'session_expired' })
  await scenario.browser.advance(1_000)
  for (const client of scenario.clients) {
    expect(client.events.filter(({ type }) => type === 'signed_out')).toEqual([
      { type: 'signed_out', reason: 'refresh_lost' },
    ])
  }
  await scenario.finish({ replays: 1, reuse: 1 })
})

test('F10: a rejected refresh adopts a newer token from the storage; nobody is signed out', async () => {
  const scenario = await createSignedInScenario({
    tabs: 2,
    client: () => ({ lock: { request: (_, __, callback) => Promise.resolve(callback({})) } }),
  })
  const [a, b] = scenario.clients
  b.tab.network = async (request, next) => {
    if (!isRefresh(request)) return next(request)
    // The other tab refreshes first; this one's refresh is rejected.
    await a.auth.refresh()
    return Response.json({ detail: 'Invalid or expired refresh token' }, { status: 401 })
  }
  await scenario.browser.run(b.auth.refresh())
  expect(await b.auth.getAccessToken()).toBe(await a.auth.getAccessToken())
  expect(eventTypes(b)).not.toContain('signed_out')
  expect(eventTypes(b)).toContain('refresh_adopted')
})

test('F11: a rejected refresh ends the session with one event in each tab, and removes the tokens', async () => {
  const scenario = await createSignedInScenario({ tabs: 3, policy: { refresh: { lifetimeMs: 60_000 } } })
  await scenario.expire()
  const calls = scenario.clients.map(({ auth }) => auth.getAccessToken().catch((error: unknown) => error))
  const errors = await scenario.browser.run(Promise.all(calls))
  expect(errors).toContainEqual(expect.objectContaining({ code: 'session_expired' }))
  for (const client of scenario.clients) {
    expect(client.events.filter(({ type }) => type === 'signed_out')).toEqual([
      { type: 'signed_out', reason: 'session_expired' },
    ])
  }
  expect(scenario.browser.storage.values().join()).not.toContain('accessToken')
  expect(scenario.refreshes).toHaveLength(1)
})

test('F47: a tab is killed between the response and the write: the next one recovers as after a lost response', async () => {
  const scenario = await createSignedInScenario({ tabs: 2, policy: { refresh: { graceMs: 60_000 } } })
  const [a, b] = scenario.clients
  const { update } = a.tab.ports.storage
  a.tab.network = async (request, next) => {
    const response = await next(request)
    // The tab is killed at the response, so that none of its writes arrives.
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

/** Sends a refresh twice, as a browser does when the connection is lost before the response. */
const resend = ({ tab }: Client): void => {
  tab.network = async (request, next) => {
    if (isRefresh(request)) await next(request.clone())
    return next(request)
  }
}

test('F52: a request that the browser itself sends twice: a grace window at the server saves the session', async () => {
  const scenario = await createSignedInScenario({ policy: { refresh: { graceMs: 10_000 } } })
  const [client] = scenario.clients
  resend(client)
  await scenario.expire()
  expect(await scenario.browser.run(client.auth.getAccessToken())).toEqual(expect.any(String))
  await scenario.finish({ replays: 1 })
})

test.each([
  ['has the default message for a used token', {}, 'refresh_lost'],
  ['has a code for a used token', { refreshReused: { detail: { code: 'refresh_token_reused' } } }, 'refresh_lost'],
  ['does not say why', { refreshReused: { detail: 'Invalid or expired refresh token' } }, 'session_expired'],
  [
    'names two possible reasons',
    { refreshReused: { detail: 'Refresh token expired or already used' } },
    'session_expired',
  ],
])('F52: without a grace window an error response that %s ends the session once', async (_, refusals, reason) => {
  const scenario = await createSignedInScenario({ tabs: 3, policy: { refusals } })
  const [client] = scenario.clients
  resend(client)
  await scenario.browser.run(client.auth.refresh().catch(() => {}))
  await scenario.browser.advance(1_000)
  for (const { events } of scenario.clients) {
    expect(events.filter(({ type }) => type === 'signed_out')).toEqual([{ type: 'signed_out', reason }])
  }
  await scenario.finish({ replays: 1, reuse: 1 })
})
