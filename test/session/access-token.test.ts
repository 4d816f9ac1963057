import { expect, test } from 'vitest'
import { isRefresh } from '../support/client/faults.ts'
import { createScenario, createSignedInScenario, lifetimeMs } from '../support/client/scenario.ts'

test('getAccessToken: without a session it rejects with signed_out', async () => {
  const { auth } = createScenario()
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
})

test('getAccessToken: a valid token is returned without a request', async () => {
  const { auth, count } = await createSignedInScenario()
  expect(await auth.getAccessToken()).toBe(await auth.getAccessToken())
  expect(count('refresh')).toBe(0)
})

test('getAccessToken: an expired token is refreshed first, once for all callers', async () => {
  const { portal, auth, count, events } = await createSignedInScenario()
  const old = await auth.getAccessToken()
  portal.clock.advance(lifetimeMs)
  const tokens = await Promise.all(Array.from({ length: 50 }, () => auth.getAccessToken()))
  expect(new Set(tokens).size).toBe(1)
  expect(tokens[0]).not.toBe(old)
  expect(count('refresh')).toBe(1)
  expect(events.filter(({ type }) => type === 'refresh_joined')).toHaveLength(49)
})

test('getAccessToken: a token due for a refresh is returned while the refresh runs', async () => {
  const { portal, auth, count } = await createSignedInScenario()
  const old = await auth.getAccessToken()
  portal.clock.advance(lifetimeMs * 0.9)
  expect(await auth.getAccessToken()).toBe(old)
  await auth.refresh()
  expect(await auth.getAccessToken()).not.toBe(old)
  expect(count('refresh')).toBe(1)
})

test('getAccessToken: an abort rejects that call only; the refresh continues for the others', async () => {
  const { portal, auth, count } = await createSignedInScenario()
  portal.clock.advance(lifetimeMs)
  const controller = new AbortController()
  const leaving = auth.getAccessToken({ signal: controller.signal })
  const staying = auth.getAccessToken()
  controller.abort()
  await expect(leaving).rejects.toMatchObject({ code: 'aborted' })
  expect(await staying).toEqual(expect.any(String))
  expect(count('refresh')).toBe(1)
})

test('F1: 50 concurrent getAccessToken in one tab at expiry are one request', async () => {
  const scenario = await createSignedInScenario()
  const { auth } = scenario
  const old = await auth.getAccessToken()
  await scenario.expire()
  const tokens = await scenario.browser.run(Promise.all(Array.from({ length: 50 }, () => auth.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(tokens).not.toContain(old)
  expect(scenario.refreshes).toHaveLength(1)
})

test('F19: a server that issues expired tokens is not asked in a loop; callers get an error', async () => {
  const scenario = await createSignedInScenario()
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
