import { expect, test, vi } from 'vitest'
import { createPortalAuth } from '../../../src/index.ts'
import { isRefresh } from '../../support/client/faults.ts'
import { createScenario, lifetimeMs, me } from '../../support/client/scenario.ts'

test('F18: a token that lives for a second is refreshed about once a second and not in a loop', async () => {
  const scenario = createScenario({ policy: { access: { lifetimeSeconds: 1, algorithm: 'ES256' } } })
  await scenario.signIn()
  const before = scenario.refreshes.length
  await scenario.browser.advance(10_000)
  expect(scenario.refreshes.length - before).toBeGreaterThanOrEqual(8)
  expect(scenario.refreshes.length - before).toBeLessThanOrEqual(13)
})

test('F19: a server that hands out tokens which are over already is not asked in a loop; callers are told', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { auth, tab } = scenario
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
})

test('F20: a lifetime of 60 days sets no timer that overflows', async () => {
  const scenario = createScenario({
    policy: { access: { lifetimeSeconds: 60 * 86_400, algorithm: 'ES256' }, refresh: { lifetimeMs: 90 * 86_400_000 } },
  })
  const { auth, tab } = scenario
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
})

test('F21: a client that is made again, as hot reload does, leaves no timer or listener and refreshes once', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [first] = scenario.clients
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
})

test('F22: a subscriber that calls back in, throws or never resolves holds nobody up', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { auth, snapshots } = scenario
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
})

test('F23: subscribed in the same tick as creation, near expiry, it settles', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  scenario.tab.freeze()
  await scenario.browser.advance(lifetimeMs - 1)
  const { auth, snapshots } = scenario.open()
  const token = auth.getAccessToken()
  expect(await scenario.browser.run(token)).toEqual(expect.any(String))
  await scenario.browser.advance(5_000)
  expect(snapshots.at(-1)).toMatchObject({ status: 'signed_in' })
  expect(scenario.refreshes).toHaveLength(1)
})

test('refresh: an answer that breaks its schema is an error, and its tokens are kept all the same', async () => {
  const strict = { refresh: { response: { '~standard': { validate: () => ({ issues: [{ path: ['user'] }] }) } } } }
  const scenario = createScenario({ client: () => ({ schemas: strict }) })
  await scenario.signIn()
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

test('refresh: a session without a refresh token ends with its access token', async () => {
  const scenario = createScenario()
  const { auth, tab, events } = scenario
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
})
