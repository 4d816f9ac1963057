import { expect, test } from 'vitest'
import type { PortalAuthStorage } from '../../src/index.ts'
import { expectSignedOut, liveSessions } from '../support/client/expect-signed-out.ts'
import { expectStep } from '../support/client/expect-step.ts'
import { refusing, slow, wait } from '../support/client/faults.ts'
import {
  bob,
  type Client,
  createScenario,
  createSignedInScenario,
  email,
  lifetimeMs,
  me,
  password,
} from '../support/client/scenario.ts'

test('logout: the session ends in the client and at the server', async () => {
  const { portal, auth, events } = await createSignedInScenario()
  const token = await auth.getAccessToken()
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'done' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  const authorization = `Bearer ${token}`
  const me = await portal.fetch(new Request('https://portal.example/api/v1/me', { headers: { authorization } }))
  expect(me.status).toBe(401)
  expect(events.at(-1)).toEqual({ type: 'signed_out', reason: 'logout' })
})

test('logout: the client is signed out before the server has responded', async () => {
  const { auth } = await createSignedInScenario()
  const leaving = auth.logout()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  await leaving
})

test('logout: without a session nothing is sent', async () => {
  const { auth, count } = createScenario()
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'skipped' })
  expect(count('logout')).toBe(0)
})

test('logout: a login afterwards begins another session', async () => {
  const { auth } = await createSignedInScenario()
  await auth.logout()
  await auth.login({ email: 'ada@example.com', password })
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

test('F29: a logout while three API calls are in flight: none is sent again or gets a new token', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  let calls = 0
  client.tab.network = async (request, next) => {
    if (request.url !== me) return next(request)
    calls += 1
    await wait(client.tab, 1_000)
    return Response.json({ detail: 'Not authenticated' }, { status: 401 })
  }
  const inFlight = Array.from({ length: 3 }, () => client.auth.fetch(me))
  await scenario.browser.advance(100)
  await scenario.browser.run(client.auth.logout())
  await scenario.browser.run(Promise.allSettled(inFlight))
  for (const call of inFlight) await expect(call).rejects.toMatchObject({ code: 'signed_out' })
  expect(calls).toBe(3)
  expect(scenario.refreshes).toHaveLength(0)
})

const isLogout = (request: Request): boolean => request.url.endsWith('/auth/logout')

test.each([
  ['offline', (client: Client): void => client.tab.goOffline()],
  [
    'and the server answers 500',
    (client: Client): void => {
      client.tab.network = async (request, next) =>
        isLogout(request) ? new Response('oops', { status: 500 }) : next(request)
    },
  ],
])(
  'F30: a logout %s is immediate in the client, and its result says that the server was not reached',
  async (_, fault) => {
    const scenario = await createSignedInScenario({ tabs: 2 })
    const [a, b] = scenario.clients
    fault(a)
    const leaving = a.auth.logout()
    expect(a.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
    expect(await scenario.browser.run(leaving)).toEqual({ local: 'done', remote: 'failed' })
    await scenario.browser.advance(1_000)
    expect(b.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
  },
)

test.each([
  ['live', false],
  ['frozen', true],
])('F31: a logout in one tab signs out another that is %s within a second of being able to run', async (_, frozen) => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  if (frozen) b.tab.freeze()
  await scenario.browser.run(a.auth.logout())
  await scenario.browser.advance(60_000)
  if (frozen) {
    expect(b.auth.session.getSnapshot().status).toBe('signed_in')
    b.tab.resume()
  }
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
  expect(b.events.filter(({ type }) => type === 'signed_out')).toHaveLength(1)
  await expectSignedOut(scenario)
})

test('logout: the newest session in the storage is ended at the server', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  b.tab.freeze()
  await scenario.browser.run(a.auth.logout())
  await scenario.browser.run(a.auth.login({ email, password }))
  b.tab.resume()
  const leaving = b.auth.logout()
  expect(await scenario.browser.run(leaving)).toEqual({ local: 'done', remote: 'done' })
  await scenario.browser.advance(1_000)
  await expectSignedOut(scenario)
})

test('logout: the request is sent even if the access token has expired', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab } = scenario
  tab.freeze()
  await scenario.browser.advance(8 * 3_600_000)
  tab.resume()
  expect(await scenario.browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
  await scenario.browser.advance(1_000)
  await expectSignedOut(scenario)
})

test('logout: the request is sent before any wait, so that the page may be closed', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab } = scenario
  const sent: { url: string; keepalive: boolean }[] = []
  tab.network = (request, next) => {
    sent.push({ url: request.url, keepalive: request.keepalive })
    return next(request)
  }
  void auth.logout()
  expect(sent).toEqual([{ url: 'https://portal.example/api/v1/auth/logout', keepalive: true }])
  await scenario.browser.advance(100)
  await expectSignedOut(scenario)
})

test('logout: the storage holds no session and the other tabs are notified before any wait', async () => {
  const storedAtPost: string[] = []
  const scenario = createScenario({
    client: ({ ports }) => ({
      channel: { ...ports.channel, post: () => void storedAtPost.push(scenario.browser.storage.values().join()) },
    }),
  })
  await scenario.signIn()
  storedAtPost.length = 0
  void scenario.auth.logout()
  expect(storedAtPost.map((stored) => stored.includes('Token'))).toEqual([false])
})

const _key = 'scaikey-portal-auth.session'

test('logout: an abort does not wait for a slow write, which completes nevertheless', async () => {
  let write = (): void => {}
  const values = new Map<string, string>()
  const scenario = await createSignedInScenario({
    client: () => ({
      storage: {
        get: (key) => values.get(key),
        set: (key, value) => {
          if (!value.includes('logout')) return void values.set(key, value)
          return new Promise<void>((resolve) => {
            write = () => resolve(void values.set(key, value))
          })
        },
        remove: (key) => values.delete(key),
        update: (key, change) => {
          const next = change(values.get(key))
          if (next !== undefined) values.set(key, next)
        },
      },
    }),
  })
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

test('F65: a logout that the portal refuses with 401 is sent again with a refreshed token', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  let refused = 0
  tab.network = (request, next) => {
    if (!request.url.endsWith('/logout') || refused > 0) return next(request)
    refused += 1
    return Promise.resolve(Response.json({ detail: 'Invalid or expired access token' }, { status: 401 }))
  }
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
  expect(scenario.count('refresh')).toBe(1)
  expect(liveSessions(scenario)).toBe(0)
})

test.each([
  ['valid', 0],
  ['expired', 3_700_000],
])('F66: a logout that nobody awaits removes the session in the same task; access token %s', async (_, idleMs) => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.freeze()
  await browser.advance(idleMs)
  tab.resume()
  void auth.logout()
  tab.kill()
  await browser.advance(60_000)
  expect(browser.storage.values().join()).not.toContain('Token')
  const { auth: next } = scenario.open()
  await browser.settle()
  expect(next.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
})

test.each([
  ['with transactions', (storage: PortalAuthStorage) => storage],
  ['without transactions', ({ get, set, remove }: PortalAuthStorage) => ({ get, set, remove })],
])('F66: a logout over a session of another tab that this one has not seen, in a storage %s', async (_, adapt) => {
  const scenario = await createSignedInScenario({
    tabs: 2,
    client: ({ ports }) => ({ storage: adapt(ports.storage) }),
  })
  const [a, b] = scenario.clients
  b.tab.freeze()
  await scenario.browser.run(a.auth.refresh())
  b.tab.resume()
  void b.auth.logout()
  await scenario.browser.advance(5_000)
  await expectSignedOut(scenario)
})

test('F68: a logout during a refresh with an expired token reports that the late token was revoked', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  const expired = `Bearer ${await auth.getAccessToken()}`
  await scenario.expire()
  tab.network = async (request, next) => {
    if (request.headers.get('authorization') === expired) return Response.json({ detail: 'expired' }, { status: 401 })
    const response = await next(request)
    if (request.url.endsWith('/refresh')) await wait(tab, 2_000)
    return response
  }
  auth.getAccessToken().catch(() => {})
  await browser.advance(500)
  const leaving = auth.logout()
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_out' })
  expect(await browser.run(leaving)).toEqual({ local: 'done', remote: 'done' })
  expect(scenario.count('refresh')).toBe(1)
  await expectSignedOut(scenario)
})

test('F68: a logout does not wait longer than a request for a refresh that hangs', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  await scenario.expire()
  tab.network = (request, next) => (request.url.endsWith('/refresh') ? new Promise(() => {}) : next(request))
  auth.getAccessToken().catch(() => {})
  await browser.advance(500)
  const beganMs = browser.now()
  expect(await browser.run(auth.logout())).toMatchObject({ local: 'done' })
  expect(browser.now() - beganMs).toBeLessThanOrEqual(11_000)
})

test('F31: a logout whose message overtakes its write, in a page that unloads, signs out another tab within a second', async () => {
  const scenario = await createSignedInScenario({
    tabs: 2,
    client: ({ ports }) => ({
      storage: {
        ...ports.storage,
        // The write is on its way already when the page unloads.
        replace: (key, value) =>
          new Promise((resolve) => setTimeout(() => resolve(ports.storage.replace(key, value)), 0)),
      },
    }),
  })
  const [a, b] = scenario.clients
  void a.auth.logout()
  a.tab.kill()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
})

test('logout: it shows at once, also before the storage has answered', async () => {
  const { auth } = createScenario({
    client: ({ ports }) => ({ storage: { ...ports.storage, get: () => new Promise(() => {}) } }),
  })
  expect(auth.session.getSnapshot()).toEqual({ status: 'loading' })
  void auth.logout()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
})

test('logout: a token that has expired is known as expired when the device clock was set back', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.freeze()
  await browser.advance(lifetimeMs)
  browser.jumpClock(-3_600_000)
  tab.resume()
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
  expect(scenario.portal.requests.map(({ operation, status }) => [operation, status]).slice(-2)).toEqual([
    ['refresh', 200],
    ['logout', 200],
  ])
})

test('logout: after that of another tab there is nothing left to end', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  b.tab.freeze()
  await scenario.browser.run(a.auth.logout())
  b.tab.resume()
  expect(await scenario.browser.run(b.auth.logout())).toEqual({ local: 'done', remote: 'skipped' })
  expect(scenario.refreshes).toHaveLength(0)
  await expectSignedOut(scenario)
})

test('logout: a storage that was cleared from outside keeps no session alive at the server', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.freeze()
  await browser.advance(lifetimeMs)
  browser.storage.clear()
  tab.resume()
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
  expect(liveSessions(scenario)).toBe(0)
})

test.each([
  ['500', () => new Response('oops', { status: 500 })],
  ['429', () => new Response('{}', { status: 429 })],
  ['network error', () => new TypeError('no route')],
])('logout: after a %s nothing is refreshed, since the token is not the reason', async (_, answer) => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.network = async (request, next) => {
    if (!isLogout(request)) return next(request)
    const given = answer()
    if (given instanceof Error) throw given
    return given
  }
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'failed' })
  expect(scenario.refreshes).toHaveLength(0)
})

test.each([
  ['refuses', () => Response.json({ detail: 'Invalid or expired refresh token' }, { status: 401 })],
  ['fails', () => new Response('oops', { status: 500 })],
  ['answers without a token', () => Response.json({})],
])('logout: with an expired token it does not reject when the server %s the last refresh', async (_, answer) => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.freeze()
  await browser.advance(lifetimeMs)
  let logouts = 0
  tab.network = async (request, next) => {
    if (request.url.endsWith('/refresh')) return answer()
    if (!isLogout(request)) return next(request)
    logouts += 1
    return Response.json({ detail: 'Invalid or expired access token' }, { status: 401 })
  }
  tab.resume()
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'failed' })
  expect(logouts).toBe(1)
})

test('logout: an expired session without a refresh token is ended with the token that there is', async () => {
  const scenario = createScenario()
  const { auth, browser, tab } = scenario
  const sent: string[] = []
  tab.network = async (request, next) => {
    sent.push(request.url.split('/').at(-1) ?? '')
    const response = await next(request)
    if (!request.url.endsWith('/login')) return response
    return Response.json({ ...(await response.json()), refresh_token: null })
  }
  await scenario.signIn()
  tab.dispatch('sleep')
  await browser.advance(lifetimeMs)
  sent.length = 0
  await browser.run(auth.logout())
  expect(sent).toEqual(['logout'])
})

test('logout: while another tab refreshes, the same refresh token is not sent a second time', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  b.tab.network = slow(2_000, b.tab)
  await scenario.expire()
  void b.auth.getAccessToken().catch(() => {})
  await scenario.browser.advance(500)
  const leaving = a.auth.logout()
  await scenario.browser.run(leaving)
  await scenario.browser.advance(5_000)
  expect(scenario.refreshes).toHaveLength(1)
  await expectSignedOut(scenario)
})

test('logout: during a pause that the server asked for no refresh is sent', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.network = refusing(() => Response.json({}, { status: 503, headers: { 'retry-after': '3000' } }), 1)
  await browser.run(auth.refresh().catch(() => {}))
  await scenario.expire()
  await browser.run(auth.logout())
  expect(scenario.refreshes).toHaveLength(0)
})

test('F16: a captive portal that answers a logout or an e-mailed code with a page has done neither', async () => {
  const page = '\n<!doctype html><p>Log in to the hotel</p>'
  const isSkipped = /\/(logout|email\/send)/
  const scenario = createScenario({
    user: { mfa: ['email'] },
    network: async (request, next) => (isSkipped.test(request.url) ? new Response(page) : next(request)),
  })
  const { auth, browser } = scenario
  const identified = await browser.run(auth.identify({ email }))
  expectStep(identified, 'password')
  const mfa = await browser.run(identified.authenticate({ password }))
  expectStep(mfa, 'mfa')
  await expect(mfa.sendEmailCode()).rejects.toMatchObject({ code: 'unexpected_response', retryable: true })
  await browser.run(auth.login({ email: bob, password }))
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'failed' })
})
