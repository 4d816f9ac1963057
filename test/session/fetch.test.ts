import { expect, test, vi } from 'vitest'
import { slow, wait } from '../support/client/faults.ts'
import {
  baseUrl,
  type Client,
  createScenario,
  createSignedInScenario,
  lifetimeMs,
  me,
} from '../support/client/scenario.ts'

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

test('fetch: an expired token is refreshed before the request is sent', async () => {
  const { portal, auth } = await createSignedInScenario()
  portal.clock.advance(lifetimeMs)
  const responses = await Promise.all(Array.from({ length: 20 }, () => auth.fetch(me)))
  expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
  const operations = portal.requests.map(({ operation, status }) => `${operation} ${status}`)
  expect(operations.filter((line) => line.startsWith('refresh'))).toEqual(['refresh 200'])
  expect(operations).not.toContain('me 401')
})

test('fetch: 1,000 concurrent calls at expiry are one refresh', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  await scenario.expire()
  const calls = Array.from({ length: 1_000 }, () => client.auth.fetch(me))
  const responses = await scenario.browser.run(Promise.all(calls))
  expect(responses.every(({ status }) => status === 200)).toBe(true)
  expect(scenario.refreshes).toHaveLength(1)
})

test('fetch: after a 401 there is one refresh for all and one replay each', async () => {
  // The client's clock stands still, so that it learns of the expired token from the 401.
  const { portal, auth, count, events } = await createSignedInScenario({ client: { clock: { now: () => 0 } } })
  portal.clock.advance(lifetimeMs)
  const responses = await Promise.all(Array.from({ length: 20 }, () => auth.fetch(me)))
  expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(count('refresh')).toBe(1)
  expect(count('me')).toBe(40)
  expect(events.filter(({ type }) => type === 'request_replayed')).toHaveLength(20)
})

test('F33: 20 parallel calls get a 401 for a token that was replaced meanwhile: no refresh', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  const old = await client.auth.getAccessToken()
  let calls = 0
  client.tab.network = async (request, next) => {
    if (request.url !== me) return next(request)
    calls += 1
    await wait(client.tab, 1_000)
    const stale = request.headers.get('authorization') === `Bearer ${old}`
    return new Response(null, { status: stale ? 401 : 200 })
  }
  const inFlight = Array.from({ length: 20 }, () => client.auth.fetch(me))
  await scenario.browser.advance(100)
  await scenario.browser.run(client.auth.refresh())
  const responses = await scenario.browser.run(Promise.all(inFlight))
  expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(calls).toBe(40)
  expect(scenario.refreshes).toHaveLength(1)
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

test('F34: a 401 right after a refresh is returned, and later calls do not refresh in a loop', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  let calls = 0
  client.tab.network = async (request, next) => {
    if (request.url !== me) return next(request)
    calls += 1
    return new Response(null, { status: 401 })
  }
  expect((await scenario.browser.run(client.auth.fetch(me))).status).toBe(401)
  expect(calls).toBe(2)
  for (let turn = 0; turn < 10; turn++) await scenario.browser.run(client.auth.fetch(me))
  expect(calls).toBe(12)
  expect(scenario.refreshes).toHaveLength(1)
})

const orders = `${baseUrl}/orders`

/** Answers the first request with 401, and the next ones with 201. */
const refuseFirst = ({ tab }: Client, received: string[]): void => {
  tab.network = async (request, next) => {
    if (request.url !== orders) return next(request)
    received.push(await request.text())
    return new Response(null, { status: received.length === 1 ? 401 : 201 })
  }
}

const createForm = (): FormData => {
  const form = new FormData()
  form.set('field', 'hello')
  return form
}

test.each([
  ['a string', (): BodyInit => 'hello'],
  ['URLSearchParams', (): BodyInit => new URLSearchParams({ field: 'hello' })],
  ['FormData', createForm],
  ['a Blob', (): BodyInit => new Blob(['hello'])],
  ['bytes', (): BodyInit => new TextEncoder().encode('hello')],
  ['a stream', (): BodyInit => new Blob(['hello']).stream()],
])('F35: a POST of %s is sent again after a 401', async (_, body) => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  const received: string[] = []
  refuseFirst(client, received)
  const response = await scenario.browser.run(client.auth.fetch(orders, { method: 'POST', body: body() }))
  expect(response.status).toBe(201)
  expect(received[0]).toContain('hello')
  expect(received[1]).toBe(received[0])
})

test('F35: a Request is sent again too; one whose body was used rejects with a clear error and is not sent', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  const received: string[] = []
  refuseFirst(client, received)
  const request = new Request(orders, { method: 'POST', body: 'hello' })
  expect((await scenario.browser.run(client.auth.fetch(request))).status).toBe(201)
  expect(received).toEqual(['hello', 'hello'])
  await expect(client.auth.fetch(request)).rejects.toMatchObject({
    code: 'validation_failed',
    operation: 'fetch',
    message: expect.stringContaining('input must be a Request whose body is unused'),
  })
  expect(received).toHaveLength(2)
})

test('fetch: it takes a Request and keeps its headers', async () => {
  const { auth } = await createSignedInScenario({
    network: async (request, next) =>
      request.url.endsWith('/echo') ? Response.json(Object.fromEntries(request.headers)) : next(request),
  })
  const response = await auth.fetch(new Request(`${baseUrl}/echo`, { headers: { 'x-mine': 'kept' } }))
  expect(await response.json()).toMatchObject({ 'x-mine': 'kept', authorization: expect.stringMatching(/^Bearer ./) })
})

test('fetch: any other error status is returned without a refresh', async () => {
  const { auth, count } = await createSignedInScenario({
    network: async (request, next) => (request.url === me ? new Response(null, { status: 403 }) : next(request)),
  })
  expect((await auth.fetch(me)).status).toBe(403)
  expect(count('refresh')).toBe(0)
})

test('fetch: the body of a replaced response is cancelled without waiting for it', async () => {
  const cancel = vi.fn(() => new Promise<void>(() => {}))
  let asked = 0
  const { auth } = await createSignedInScenario({
    network: async (request, next) => {
      if (!request.url.endsWith('/orders')) return next(request)
      asked += 1
      return asked === 1 ? new Response(new ReadableStream({ cancel }), { status: 401 }) : new Response('fine')
    },
  })
  expect(await (await auth.fetch(`${baseUrl}/orders`)).text()).toBe('fine')
  expect(cancel).toHaveBeenCalledOnce()
})

test('F36: an abort while a call waits for the refresh rejects that call only, as fetch does', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  client.tab.network = slow(1_000, client.tab)
  await scenario.expire()
  const controller = new AbortController()
  const leaving = client.auth.fetch(me, { signal: controller.signal })
  const staying = client.auth.fetch(me)
  await scenario.browser.advance(100)
  controller.abort()
  await expect(leaving).rejects.toMatchObject({ name: 'AbortError' })
  expect((await scenario.browser.run(staying)).status).toBe(200)
  expect(scenario.refreshes).toHaveLength(1)
})

test('fetch: an abort while it waits for the refresh rejects as fetch does', async () => {
  const { portal, auth } = await createSignedInScenario()
  portal.clock.advance(lifetimeMs)
  const controller = new AbortController()
  const call = auth.fetch(me, { signal: controller.signal })
  controller.abort()
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
})

test('fetch: an abort rejects as fetch does, even if the given fetch ignores its signal', async () => {
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

test('fetch: a request with its own Authorization is sent unchanged', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  let seen: string | null = null
  client.tab.network = async (request) => {
    seen = request.headers.get('authorization')
    return new Response(null, { status: 401 })
  }
  const response = await scenario.browser.run(client.auth.fetch(orders, { headers: { authorization: 'Basic eDp5' } }))
  expect(response.status).toBe(401)
  expect(seen).toBe('Basic eDp5')
  expect(scenario.refreshes).toHaveLength(0)
})
