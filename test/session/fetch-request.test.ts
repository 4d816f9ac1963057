import { expect, test } from 'vitest'
import { createPortalAuth } from '../../src/index.ts'
import { baseUrl, createScenario, createSignedInScenario, lifetimeMs, password } from '../support/client/scenario.ts'

const me = `${baseUrl}/api/v1/me`

test('fetch: it sends the access token', async () => {
  const { auth } = await createSignedInScenario()
  const response = await auth.fetch(me)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ email: 'ada@example.com' })
})

test('fetch: without a session it rejects and sends nothing', async () => {
  const { auth, count } = createScenario()
  await expect(auth.fetch(me)).rejects.toMatchObject({ code: 'signed_out' })
  expect(count('me')).toBe(0)
})

test('fetch: a token that is over is refreshed before the request leaves', async () => {
  const { portal, auth } = await createSignedInScenario()
  portal.clock.advance(lifetimeMs)
  const responses = await Promise.all(Array.from({ length: 20 }, () => auth.fetch(me)))
  expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
  const operations = portal.requests.map(({ operation, status }) => `${operation} ${status}`)
  expect(operations.filter((line) => line.startsWith('refresh'))).toEqual(['refresh 200'])
  expect(operations).not.toContain('me 401')
})

test('fetch: after a 401 there is one refresh for all and one replay each', async () => {
  // A client whose own clock stands still does not see the token end: the server says so.
  const { portal, auth, count, events } = await createSignedInScenario({ client: { clock: { now: () => 0 } } })
  portal.clock.advance(lifetimeMs)
  const responses = await Promise.all(Array.from({ length: 20 }, () => auth.fetch(me)))
  expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(count('refresh')).toBe(1)
  expect(count('me')).toBe(40)
  expect(events.filter(({ type }) => type === 'request_replayed')).toHaveLength(20)
})

test('fetch: a 401 for a token that was replaced meanwhile is replayed without a refresh', async () => {
  let refreshed = false
  const { auth, count } = await createSignedInScenario({
    network: async (request, next) => {
      if (request.url !== me || refreshed) return next(request)
      refreshed = true
      await auth.refresh()
      return Response.json({ detail: 'stale' }, { status: 401 })
    },
  })
  expect((await auth.fetch(me)).status).toBe(200)
  expect(count('refresh')).toBe(1)
})

test('fetch: a second 401 is the answer', async () => {
  const { auth, count } = await createSignedInScenario({
    network: async (request, next) =>
      request.url === me ? Response.json({ detail: 'no' }, { status: 401 }) : next(request),
  })
  expect((await auth.fetch(me)).status).toBe(401)
  expect(count('refresh')).toBe(1)
})

test.each([
  ['a string', 'hello'],
  ['bytes', new TextEncoder().encode('hello')],
  ['a Blob', new Blob(['hello'])],
])('fetch: %s is sent again after a 401', async (_, body) => {
  const received: string[] = []
  const { auth } = await createSignedInScenario({
    network: async (request, next) => {
      if (!request.url.endsWith('/orders')) return next(request)
      received.push(await request.text())
      return new Response(null, { status: received.length === 1 ? 401 : 201 })
    },
  })
  const response = await auth.fetch(`${baseUrl}/orders`, { method: 'POST', body })
  expect(response.status).toBe(201)
  expect(received).toEqual(['hello', 'hello'])
})

test('fetch: it takes a Request and keeps its headers', async () => {
  const { auth } = await createSignedInScenario({
    network: async (request, next) =>
      request.url.endsWith('/echo') ? Response.json(Object.fromEntries(request.headers)) : next(request),
  })
  const response = await auth.fetch(new Request(`${baseUrl}/echo`, { headers: { 'x-mine': 'kept' } }))
  expect(await response.json()).toMatchObject({ 'x-mine': 'kept', authorization: expect.stringMatching(/^Bearer ./) })
})

test('fetch: the token goes to no other origin', async () => {
  const seen: (string | null)[] = []
  const { auth } = await createSignedInScenario({
    client: { apiOrigins: ['https://api.example'] },
    network: async (request, next) => {
      if (request.url.startsWith(baseUrl)) return next(request)
      seen.push(request.headers.get('authorization'))
      return new Response()
    },
  })
  await auth.fetch('https://elsewhere.example/')
  await auth.fetch('https://api.example/')
  expect(seen).toEqual([null, expect.stringMatching(/^Bearer ./)])
})

test('fetch: an abort while it waits for the refresh rejects as fetch does', async () => {
  const { portal, auth } = await createSignedInScenario()
  portal.clock.advance(lifetimeMs)
  const controller = new AbortController()
  const call = auth.fetch(me, { signal: controller.signal })
  controller.abort()
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
})

test('fetch: an abort rejects as fetch does, although the fetch it was given does not heed it', async () => {
  const controller = new AbortController()
  const { auth } = await createSignedInScenario({
    network: (request, next) => {
      if (request.url !== me) return next(request)
      queueMicrotask(() => controller.abort())
      return new Promise(() => {})
    },
  })
  const call = auth.fetch(me, { signal: controller.signal })
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
})

test('fetch: any other refusal than a 401 is the answer, and nothing is refreshed', async () => {
  const { auth, count } = await createSignedInScenario({
    network: async (request, next) => (request.url === me ? new Response(null, { status: 403 }) : next(request)),
  })
  expect((await auth.fetch(me)).status).toBe(403)
  expect(count('refresh')).toBe(0)
})

test('fetch: the global fetch is looked up at each call', async () => {
  const { portal } = createScenario()
  const auth = createPortalAuth({ baseUrl })
  const before = globalThis.fetch
  globalThis.fetch = (input, init) => portal.fetch(new Request(input, init))
  try {
    await auth.login({ email: 'ada@example.com', password })
    expect((await auth.fetch(me)).status).toBe(200)
    expect(
      (await auth.portal.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })).response.status,
    ).toBe(200)
  } finally {
    globalThis.fetch = before
  }
})

test('portal: a middleware on the bare client does not see the login', async () => {
  const { auth } = createScenario()
  const seen: string[] = []
  auth.portal.use({ onRequest: ({ request }) => void seen.push(request.url) })
  await auth.login({ email: 'ada@example.com', password })
  expect(seen).toEqual([])
  await auth.portal.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })
  expect(seen).toHaveLength(1)
})
