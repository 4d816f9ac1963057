import { expect, test, vi } from 'vitest'
import type { FakeBrowser, FakeNetwork, FakeTab } from '../../mock/index.ts'
import { createPortalAuth } from '../../src/index.ts'
import { type Client, createScenario, eventTypes, lifetimeMs, me } from './scenario.ts'

const isRefresh = (request: Request): boolean => request.url.endsWith('/auth/refresh')

/** Answers refreshes in the server's stead, as often as told. */
const refusing = (answer: () => Response | Error, times = Number.POSITIVE_INFINITY): FakeNetwork => {
  let left = times
  return async (request, next) => {
    if (!isRefresh(request) || left-- <= 0) return next(request)
    const given = answer()
    if (given instanceof Error) throw given
    return given
  }
}

/** Lets the server act on refreshes and keeps the answer from the client. */
const losing = (times = 1): FakeNetwork => {
  let left = times
  return async (request, next) => {
    const response = await next(request)
    if (!isRefresh(request) || left-- <= 0) return response
    throw new TypeError('the connection was lost')
  }
}

/** Delays the answers to refreshes by this much virtual time. */
const slow = (delayMs: number, tab: FakeTab): FakeNetwork => {
  return async (request, next) => {
    const response = await next(request)
    if (isRefresh(request)) await new Promise<void>((resolve) => tab.ports.clock.setTimeout(resolve, delayMs))
    return response
  }
}

const deniedLocks = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) }

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

test('F9: a lost response is replayed once, and a grace window at the server saves the session', async () => {
  const scenario = createScenario({ policy: { refresh: { graceMs: 30_000 } } })
  await scenario.signIn()
  const [{ auth, tab, events }] = scenario.clients as [Client]
  const old = await auth.getAccessToken()
  tab.network = losing()
  await scenario.expire()
  expect(await scenario.browser.run(auth.getAccessToken())).not.toBe(old)
  expect(scenario.refreshes).toHaveLength(2)
  expect(events).toContainEqual({ type: 'refresh_started', recovery: true })
  await scenario.finish({ replays: 1 })
})

test('F9: without a grace window a lost response ends the session, once, with reason refresh_lost', async () => {
  const scenario = createScenario({ tabs: 3 })
  await scenario.signIn()
  const [{ auth, tab }] = scenario.clients as [Client]
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

test('F10: a refused refresh while the storage holds a newer token takes that one; nobody is logged out', async () => {
  const scenario = createScenario({
    tabs: 2,
    client: () => ({ lock: { request: (_, __, callback) => Promise.resolve(callback({})) } }),
  })
  await scenario.signIn()
  const [a, b] = scenario.clients as [Client, Client]
  b.tab.network = async (request, next) => {
    if (!isRefresh(request)) return next(request)
    // The other tab is faster; this one's answer says no.
    await a.auth.refresh()
    return Response.json({ detail: 'Invalid or expired refresh token' }, { status: 401 })
  }
  await scenario.browser.run(b.auth.refresh())
  expect(await b.auth.getAccessToken()).toBe(await a.auth.getAccessToken())
  expect(eventTypes(b)).not.toContain('signed_out')
  expect(eventTypes(b)).toContain('refresh_adopted')
  await scenario.finish()
})

test('F11: a refused refresh ends the session with one event in each tab, and wipes the tokens', async () => {
  const scenario = createScenario({ tabs: 3, policy: { refresh: { lifetimeMs: 60_000 } } })
  await scenario.signIn()
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
  await scenario.finish()
})

test.each([
  ['in seconds', (): string => '30'],
  ['as a date', (nowMs: number): string => new Date(nowMs + 30_000).toUTCString()],
])(
  'F12: 429 with Retry-After %s: nobody is logged out, and nothing is sent before that time',
  async (_, retryAfter) => {
    const scenario = createScenario({ tabs: 2 })
    await scenario.signIn()
    const [a, b] = scenario.clients as [Client, Client]
    const refused: number[] = []
    const limited = refusing(() => {
      refused.push(scenario.browser.now())
      return Response.json({}, { status: 429, headers: { 'retry-after': retryAfter(scenario.browser.now()) } })
    }, 1)
    a.tab.network = limited
    b.tab.network = limited

    // Still valid: handed out.
    await scenario.browser.run(a.auth.refresh().catch(() => {}))
    expect(await a.auth.getAccessToken()).toEqual(expect.any(String))
    expect(await b.auth.getAccessToken()).toEqual(expect.any(String))
    await scenario.browser.advance(29_000)
    expect(scenario.refreshes).toHaveLength(0)

    // Already over: told how long.
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
    // The second tab is told what is left of it; a date has no milliseconds.
    for (const error of errors) expect(Object(error).retryAfterMs / 1_000).toBeCloseTo(30, -1)
    const atMs = scenario.browser.now()
    await scenario.browser.advance(25_000)
    expect(scenario.refreshes).toHaveLength(before)
    await scenario.browser.advance(30_000)
    expect(scenario.refreshes.length).toBe(before + 1)
    expect((scenario.refreshes.at(-1)?.atMs ?? 0) - atMs).toBeGreaterThanOrEqual(29_000)
    expect(scenario.clients.map(({ auth }) => auth.session.getSnapshot().status)).toEqual(['signed_in', 'signed_in'])
    await scenario.finish()
  },
)

test('F12: a Retry-After of nothing, or of the past, is no invitation to a loop', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ tab }] = scenario.clients as [Client]
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
  await scenario.finish()
})

test.each([
  ['500 with HTML', (): Response => new Response('<h1>oops</h1>', { status: 500 })],
  ['502', (): Response => new Response('', { status: 502 })],
  ['503', (): Response => Response.json({ detail: 'later' }, { status: 503 })],
  ['522', (): Response => new Response('error code: 522', { status: 522 })],
  ['401 that is not JSON', (): Response => new Response('nginx', { status: 401 })],
  ['unparsable JSON', (): Response => new Response('{"access_token": "planted', { status: 200 })],
  ['an empty body', (): Response => new Response('', { status: 200 })],
])('F13: %s: nobody is logged out; a few attempts, further and further apart', async (_, answer) => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ auth, tab, events }] = scenario.clients as [Client]
  const atMs: number[] = []
  tab.network = refusing(() => {
    atMs.push(scenario.browser.now())
    return answer()
  })
  const refused = auth.refresh()
  await scenario.browser.run(Promise.allSettled([refused]))
  await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/server|unexpected_response/) })
  expect(atMs).toHaveLength(3)
  const gaps = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0))
  expect(gaps[0]).toBeGreaterThanOrEqual(250)
  expect(gaps[0]).toBeLessThanOrEqual(600)
  expect(gaps[1]).toBeGreaterThanOrEqual(500)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  expect(events.filter(({ type }) => type === 'refresh_failed')).toHaveLength(3)
  tab.network = (request, next) => next(request)
  await scenario.browser.run(auth.refresh())
  await scenario.finish()
})

test('F13: a 404 is no end either, and is not asked for again at once', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ auth, tab }] = scenario.clients as [Client]
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
  await scenario.finish()
})

test('F14: offline at expiry fails fast; one refresh when the network is back', async () => {
  const scenario = createScenario({ tabs: 3 })
  await scenario.signIn()
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
  await scenario.finish()
})

test.each([
  ['goes on', (browser: FakeBrowser): unknown => browser.advance(8 * 3_600_000)],
  ['stands still', (browser: FakeBrowser): unknown => browser.sleep(8 * 3_600_000)],
])(
  'F15: after 8 h of sleep in which the monotonic clock %s the first fetch fails and the network returns 3 s later: it recovers by itself',
  async (_, sleep) => {
    const scenario = createScenario()
    await scenario.signIn()
    const [{ auth, tab }] = scenario.clients as [Client]
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
    await scenario.finish()
  },
)

test('F16: a captive portal that answers with a page is no answer', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ auth, tab }] = scenario.clients as [Client]
  tab.network = refusing(() => new Response('<h1>Hotel</h1>', { headers: { 'content-type': 'text/html' } }), 1)
  await scenario.expire()
  expect(await scenario.browser.run(auth.getAccessToken())).toEqual(expect.any(String))
  await scenario.finish()
})

test('F17: a refresh ahead of time that fails does not disturb calls, and is tried again', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ auth, tab }] = scenario.clients as [Client]
  tab.network = refusing(() => Response.json({}, { status: 503 }), 4)
  await scenario.browser.advance(lifetimeMs * 0.9)
  expect((await scenario.browser.run(auth.fetch(me))).status).toBe(200)
  await scenario.browser.advance(30_000)
  expect(scenario.refreshes).toHaveLength(1)
  await scenario.finish()
})

test('F18: a token that lives for a second is refreshed about once a second and not in a loop', async () => {
  const scenario = createScenario({ policy: { access: { lifetimeSeconds: 1, algorithm: 'ES256' } } })
  await scenario.signIn()
  const before = scenario.refreshes.length
  await scenario.browser.advance(10_000)
  expect(scenario.refreshes.length - before).toBeGreaterThanOrEqual(8)
  expect(scenario.refreshes.length - before).toBeLessThanOrEqual(13)
  await scenario.finish()
})

test('F19: a server that hands out tokens which are over already is not asked in a loop; callers are told', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ auth, tab }] = scenario.clients as [Client]
  let count = 0
  const past = btoa(JSON.stringify({ iat: 100, exp: 100 }))
  tab.network = async (request, next) => {
    if (!isRefresh(request)) return next(request)
    count += 1
    return Response.json({ access_token: `e30.${past}.${count}`, refresh_token: `r${count}` })
  }
  await scenario.expire()
  const refused = auth.getAccessToken()
  await scenario.browser.run(Promise.allSettled([refused]))
  await expect(refused).rejects.toMatchObject({ code: 'unexpected_response' })
  await scenario.browser.advance(60_000)
  expect(count).toBeLessThan(12)
  await scenario.finish()
})

test('F20: a lifetime of 60 days sets no timer that overflows', async () => {
  const scenario = createScenario({
    policy: { access: { lifetimeSeconds: 60 * 86_400, algorithm: 'ES256' }, refresh: { lifetimeMs: 90 * 86_400_000 } },
  })
  const [{ auth, tab }] = scenario.clients as [Client]
  const delays: number[] = []
  const setTimeout = tab.ports.clock.setTimeout
  Object.assign(tab.ports.clock, {
    setTimeout(run: () => void, ms: number) {
      delays.push(ms)
      return setTimeout(run, ms)
    },
  })
  await scenario.signIn()
  await scenario.browser.advance(47 * 86_400_000)
  expect(scenario.refreshes).toHaveLength(0)
  expect(Math.max(...delays)).toBeLessThan(2 ** 31)
  await scenario.browser.advance(5 * 86_400_000)
  expect(scenario.refreshes).toHaveLength(1)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  await scenario.finish()
})

test('F21: a client that is made again, as hot reload does, leaves no timer or listener and refreshes once', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [first] = scenario.clients as [Client]
  const { tab } = first
  for (let turn = 0; turn < 5; turn++) {
    const again = createPortalAuth({ baseUrl: 'https://portal.example', ...tab.ports })
    again.session.subscribe(() => {})
    await scenario.browser.advance(10)
    again.dispose()
  }
  first.auth.dispose()
  await scenario.browser.advance(10)
  expect(tab.countHandles()).toBe(0)
  const last = createPortalAuth({ baseUrl: 'https://portal.example', ...tab.ports })
  await scenario.browser.advance(lifetimeMs)
  expect(scenario.refreshes).toHaveLength(1)
  last.dispose()
  await scenario.finish()
})

test('F22: a subscriber that calls back in, throws or never resolves holds nobody up', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [{ auth, snapshots }] = scenario.clients as [Client]
  const inner: Promise<unknown>[] = []
  const uncaught = vi.mocked(console.error)
  auth.session.subscribe(() => new Promise(() => {}))
  auth.session.subscribe(() => {
    throw new Error('a listener fails')
  })
  auth.session.subscribe(() => Promise.reject(new Error('a listener fails later')))
  auth.session.subscribe(() => {
    inner.push(auth.getAccessToken().catch(() => {}))
    if (inner.length === 1) inner.push(auth.refresh().catch(() => {}))
  })
  const seen = snapshots.length
  await scenario.browser.run(auth.refresh())
  await scenario.browser.run(Promise.all(inner))
  expect(snapshots.length).toBeGreaterThan(seen)
  auth.session.subscribe(() => {
    inner.push(auth.logout())
  })
  await scenario.browser.run(auth.refresh().catch(() => {}))
  await scenario.browser.run(Promise.all(inner))
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  expect(snapshots.at(-1)).toEqual({ status: 'signed_out', reason: 'logout' })
  const reported = uncaught.mock.calls.map(([error]) => error.message)
  expect(new Set(reported)).toEqual(new Set(['a listener fails', 'a listener fails later']))
  await scenario.finish()
})

test('F23: subscribed in the same tick as creation, near expiry, it settles', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  scenario.clients[0]?.tab.freeze()
  await scenario.browser.advance(lifetimeMs - 1)
  const { auth, snapshots } = scenario.open()
  const token = auth.getAccessToken()
  expect(await scenario.browser.run(token)).toEqual(expect.any(String))
  await scenario.browser.advance(5_000)
  expect(snapshots.at(-1)).toMatchObject({ status: 'signed_in' })
  expect(scenario.refreshes).toHaveLength(1)
  await scenario.finish()
})

test('refresh: an answer that breaks its schema is an error, and its tokens are kept all the same', async () => {
  const strict = { refresh: { response: { '~standard': { validate: () => ({ issues: [{ path: ['user'] }] }) } } } }
  const scenario = createScenario({ client: () => ({ schemas: strict }) })
  await scenario.signIn()
  const [{ auth }] = scenario.clients as [Client]
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
  await scenario.finish()
})

test('refresh: a session without a refresh token ends with its access token', async () => {
  const scenario = createScenario()
  const [{ auth, tab, events }] = scenario.clients as [Client]
  tab.network = async (request, next) => {
    if (request.url === me) return new Response(null, { status: 401 })
    const response = await next(request)
    return request.url.endsWith('/login')
      ? Response.json({ ...(await response.json()), refresh_token: null })
      : response
  }
  await scenario.signIn()
  // Neither a refusal by one API nor a refresh that is asked for makes its token worse.
  expect((await scenario.browser.run(auth.fetch(me))).status).toBe(401)
  await expect(scenario.browser.run(auth.refresh())).rejects.toMatchObject({ code: 'unexpected_response' })
  await scenario.browser.advance(lifetimeMs - 2_000)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  await scenario.browser.advance(2_000)
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'session_expired' })
  expect(events.at(-1)).toEqual({ type: 'signed_out', reason: 'session_expired' })
  await scenario.finish()
})
