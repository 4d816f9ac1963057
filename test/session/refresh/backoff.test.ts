import { expect, test } from 'vitest'
import type { FakeBrowser } from '../../../mock/tabs.ts'
import { refusing } from '../../support/client/faults.ts'
import { createSignedInScenario, lifetimeMs } from '../../support/client/scenario.ts'

test.each([
  ['in seconds', (): string => '30'],
  ['as a date', (nowMs: number): string => new Date(nowMs + 30_000).toUTCString()],
])(
  'F12: 429 with Retry-After %s: nobody is signed out, and nothing is sent before that time',
  async (_, retryAfter) => {
    const scenario = await createSignedInScenario({ tabs: 2 })
    const [a, b] = scenario.clients
    const refused: number[] = []
    const limited = refusing(() => {
      refused.push(scenario.browser.now())
      return Response.json({}, { status: 429, headers: { 'retry-after': retryAfter(scenario.browser.now()) } })
    }, 1)
    a.tab.network = limited
    b.tab.network = limited

    // The token is still valid: it is returned.
    await scenario.browser.run(a.auth.refresh().catch(() => {}))
    expect(await a.auth.getAccessToken()).toEqual(expect.any(String))
    expect(await b.auth.getAccessToken()).toEqual(expect.any(String))
    await scenario.browser.advance(29_000)
    expect(scenario.refreshes).toHaveLength(0)

    // The token has expired: the error has the time to wait.
    await scenario.browser.advance(60_000)
    await scenario.expire()
    a.tab.network = refusing(
      () => Response.json({}, { status: 429, headers: { 'retry-after': retryAfter(scenario.browser.now()) } }),
      1,
    )
    b.tab.network = a.tab.network
    const before = scenario.refreshes.length
    const calls = scenario.clients.map(({ auth }) => auth.getAccessToken().catch((error: unknown) => error))
    const errors = await scenario.browser.run(Promise.all(calls))
    expect(errors).toEqual(Array(2).fill(expect.objectContaining({ code: 'rate_limited' })))
    // The second tab gets the remaining time; a date has no milliseconds.
    for (const error of errors) expect(Object(error).retryAfterMs / 1_000).toBeCloseTo(30, -1)
    const atMs = scenario.browser.now()
    await scenario.browser.advance(25_000)
    expect(scenario.refreshes).toHaveLength(before)
    await scenario.browser.advance(30_000)
    expect(scenario.refreshes.length).toBe(before + 1)
    expect((scenario.refreshes.at(-1)?.atMs ?? 0) - atMs).toBeGreaterThanOrEqual(29_000)
    expect(scenario.clients.map(({ auth }) => auth.session.getSnapshot().status)).toEqual(['signed_in', 'signed_in'])
  },
)

test('F12: a Retry-After of zero, or in the past, causes no loop', async () => {
  const scenario = await createSignedInScenario()
  const { tab } = scenario
  let asked = 0
  tab.network = refusing(() => {
    asked += 1
    return Response.json(
      {},
      { status: 503, headers: { 'retry-after': asked % 2 ? '0' : 'Thu, 01 Jan 1970 00:00:00 GMT' } },
    )
  })
  await scenario.browser.advance(lifetimeMs)
  const before = asked
  await scenario.browser.advance(120_000)
  expect(asked - before).toBeLessThan(10)
})

test.each([
  ['500 with HTML', (): Response => new Response('<h1>oops</h1>', { status: 500 })],
  ['502', (): Response => new Response('', { status: 502 })],
  ['503', (): Response => Response.json({ detail: 'later' }, { status: 503 })],
  ['522', (): Response => new Response('error code: 522', { status: 522 })],
  ['401 that is not JSON', (): Response => new Response('nginx', { status: 401 })],
  ['unparsable JSON', (): Response => new Response('{"access_token": "planted', { status: 200 })],
  ['JSON with a prefix against hijacking', (): Response => new Response(')]}\',\n{"access_token":"planted"}')],
  ['JSON that is encoded twice', (): Response => Response.json('{"access_token":"planted"}')],
  ['an array', (): Response => Response.json([{ access_token: 'planted' }])],
  ['a body that cannot be decoded', (): Response => undecodable()],
  ['an empty body', (): Response => new Response('', { status: 200 })],
])('F13: %s: nobody is signed out; a few attempts at growing intervals', async (_, answer) => {
  const scenario = await createSignedInScenario()
  const { auth, tab, events } = scenario
  const atMs: number[] = []
  tab.network = refusing(() => {
    atMs.push(scenario.browser.now())
    return answer()
  })
  const refused = auth.refresh()
  await scenario.browser.run(Promise.allSettled([refused]))
  await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/server|unexpected_response|network/) })
  expect(atMs).toHaveLength(3)
  const gaps = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0))
  expect(gaps[0]).toBeGreaterThanOrEqual(250)
  expect(gaps[0]).toBeLessThanOrEqual(600)
  expect(gaps[1]).toBeGreaterThanOrEqual(500)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  expect(events.filter(({ type }) => type === 'refresh_failed')).toHaveLength(3)
  tab.network = (request, next) => next(request)
  await scenario.browser.run(auth.refresh())
})

test('F13: a 404 does not end the session either, and is not retried at once', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab } = scenario
  let asked = 0
  tab.network = refusing(() => {
    asked += 1
    return Response.json({ detail: 'Not Found' }, { status: 404 })
  })
  const refused = auth.refresh()
  await scenario.browser.run(Promise.allSettled([refused]))
  await expect(refused).rejects.toMatchObject({ code: 'unexpected_response', status: 404 })
  expect(asked).toBe(1)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

test('F14: offline at expiry fails fast; one refresh when the network is back', async () => {
  const scenario = await createSignedInScenario({ tabs: 3 })
  await scenario.browser.advance(1000)
  for (const { tab } of scenario.clients) tab.goOffline()
  await scenario.expire()
  const startMs = scenario.browser.now()
  const calls = scenario.clients.map(({ auth }) => auth.getAccessToken().catch((error: unknown) => error))
  expect(await scenario.browser.run(Promise.all(calls))).toEqual(
    Array(3).fill(expect.objectContaining({ code: 'network', retryable: true })),
  )
  expect(scenario.browser.now() - startMs).toBeLessThan(200)
  for (const { tab } of scenario.clients) tab.goOnline()
  await scenario.browser.advance(5_000)
  expect(scenario.refreshes).toHaveLength(1)
  expect(
    await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken()))),
  ).toHaveLength(3)
})

test.each([
  ['advances', (browser: FakeBrowser): unknown => browser.advance(8 * 3_600_000)],
  ['stands still', (browser: FakeBrowser): unknown => browser.sleep(8 * 3_600_000)],
])(
  'F15: after 8 h of sleep in which the monotonic clock %s the first fetch fails and the network returns 3 s later: it recovers by itself',
  async (_, sleep) => {
    const scenario = await createSignedInScenario()
    const { auth, tab } = scenario
    const old = await auth.getAccessToken()
    tab.freeze()
    await sleep(scenario.browser)
    const backAtMs = scenario.browser.now() + 3_000
    tab.network = async (request, next) => {
      if (scenario.browser.now() < backAtMs) throw new TypeError('no route')
      return next(request)
    }
    tab.resume()
    await scenario.browser.advance(10_000)
    expect(scenario.refreshes).toHaveLength(1)
    expect(await scenario.browser.run(auth.getAccessToken())).not.toBe(old)
  },
)

test('F16: a page from a captive portal is a transient failure', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab } = scenario
  tab.network = refusing(() => new Response('<h1>Hotel</h1>', { headers: { 'content-type': 'text/html' } }), 1)
  await scenario.expire()
  expect(await scenario.browser.run(auth.getAccessToken())).toEqual(expect.any(String))
})

/** As with a broken `content-encoding`: the status arrives, and reading the body fails. */
function undecodable(): Response {
  return new Response(new ReadableStream({ pull: () => Promise.reject(new TypeError('incorrect header check')) }))
}
