import { expect, test } from 'vitest'
import { refusing } from '../../support/client/faults.ts'
import { createScenario, createSignedInScenario, lifetimeMs, me } from '../../support/client/scenario.ts'

test('F17: a proactive refresh that fails does not disturb calls, and is tried again', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab } = scenario
  tab.network = refusing(() => Response.json({}, { status: 503 }), 4)
  await scenario.browser.advance(lifetimeMs * 0.9)
  expect((await scenario.browser.run(auth.fetch(me))).status).toBe(200)
  await scenario.browser.advance(30_000)
  expect(scenario.refreshes).toHaveLength(1)
})

test('F18: a token that is valid for one second is refreshed about once a second and not in a loop', async () => {
  const scenario = await createSignedInScenario({ policy: { access: { lifetimeSeconds: 1, algorithm: 'ES256' } } })
  const before = scenario.refreshes.length
  await scenario.browser.advance(10_000)
  expect(scenario.refreshes.length - before).toBeGreaterThanOrEqual(8)
  expect(scenario.refreshes.length - before).toBeLessThanOrEqual(13)
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

test('F23: subscribed in the same tick as creation, near expiry, it settles', async () => {
  const scenario = await createSignedInScenario()
  scenario.tab.freeze()
  await scenario.browser.advance(lifetimeMs - 1)
  const { auth, snapshots } = scenario.open()
  const token = auth.getAccessToken()
  expect(await scenario.browser.run(token)).toEqual(expect.any(String))
  await scenario.browser.advance(5_000)
  expect(snapshots.at(-1)).toMatchObject({ status: 'signed_in' })
  expect(scenario.refreshes).toHaveLength(1)
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
  // Neither a 401 of one API nor a refresh on demand ends the session.
  expect((await scenario.browser.run(auth.fetch(me))).status).toBe(401)
  await expect(scenario.browser.run(auth.refresh())).rejects.toMatchObject({ code: 'unexpected_response' })
  await scenario.browser.advance(lifetimeMs - 2_000)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  await scenario.browser.advance(2_000)
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'session_expired' })
  expect(events.at(-1)).toEqual({ type: 'signed_out', reason: 'session_expired' })
})
