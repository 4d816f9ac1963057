import { expect, test } from 'vitest'
import { createScenario, createSignedInScenario, lifetimeMs } from '../../support/client/scenario.ts'

test('getAccessToken: without a session it rejects with signed_out', async () => {
  const { auth } = createScenario()
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
})

test('getAccessToken: a fresh token is handed out as it is', async () => {
  const { auth, count } = await createSignedInScenario()
  expect(await auth.getAccessToken()).toBe(await auth.getAccessToken())
  expect(count('refresh')).toBe(0)
})

test('getAccessToken: a token that is over is refreshed first, once for all who ask', async () => {
  const { portal, auth, count, events } = await createSignedInScenario()
  const old = await auth.getAccessToken()
  portal.clock.advance(lifetimeMs)
  const tokens = await Promise.all(Array.from({ length: 50 }, () => auth.getAccessToken()))
  expect(new Set(tokens).size).toBe(1)
  expect(tokens[0]).not.toBe(old)
  expect(count('refresh')).toBe(1)
  expect(events.filter(({ type }) => type === 'refresh_joined')).toHaveLength(49)
})

test('getAccessToken: a token that is due is handed out while the refresh runs', async () => {
  const { portal, auth, count } = await createSignedInScenario()
  const old = await auth.getAccessToken()
  portal.clock.advance(lifetimeMs * 0.9)
  expect(await auth.getAccessToken()).toBe(old)
  await auth.refresh()
  expect(await auth.getAccessToken()).not.toBe(old)
  expect(count('refresh')).toBe(1)
})

test('refresh: it replaces the tokens although they are fresh, and the user stays', async () => {
  const { auth, count } = await createSignedInScenario()
  const old = await auth.getAccessToken()
  await auth.refresh()
  expect(await auth.getAccessToken()).not.toBe(old)
  expect(count('refresh')).toBe(1)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: 'ada@example.com' } })
})

test('refresh: each rotated token works once, for as long as the session lives', async () => {
  const { auth, count } = await createSignedInScenario()
  for (let turn = 0; turn < 5; turn++) await auth.refresh()
  expect(count('refresh')).toBe(5)
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

test('refresh: a definitive refusal ends the session, once and with its reason', async () => {
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

test('refresh: an answer without a new refresh token leaves the old one in use', async () => {
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

test('refresh: a caller who aborts leaves alone; the refresh goes on for the rest', async () => {
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
