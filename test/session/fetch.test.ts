import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import createClient from 'openapi-fetch'
import { expect, test } from 'vitest'
import { createPortalAuth, type paths } from '../../src/index.ts'
import { baseUrl, type Client, createScenario, lifetimeMs, me } from '../support/client/scenario.ts'

const orders = `${baseUrl}/orders`

/** Refuses a token once, and takes the next. */
const refuseFirst = ({ tab }: Client, received: string[]): void => {
  tab.network = async (request, next) => {
    if (request.url !== orders) return next(request)
    received.push(await request.text())
    return new Response(null, { status: received.length === 1 ? 401 : 201 })
  }
}

test('F33: 20 parallel calls get a 401 for a token that someone has replaced meanwhile: no refresh', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [client] = scenario.clients
  const old = await client.auth.getAccessToken()
  let calls = 0
  client.tab.network = async (request, next) => {
    if (request.url !== me) return next(request)
    calls += 1
    await new Promise<void>((resolve) => client.tab.ports.clock.setTimeout(resolve, 1_000))
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

test('F34: a 401 after a fresh refresh is the answer, and later calls do not refresh in a loop', async () => {
  const scenario = createScenario()
  await scenario.signIn()
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

const form = new FormData()
form.set('field', 'hello')
test.each([
  ['a string', (): BodyInit => 'hello'],
  ['URLSearchParams', (): BodyInit => new URLSearchParams({ field: 'hello' })],
  ['FormData', (): BodyInit => form],
  ['a Blob', (): BodyInit => new Blob(['hello'])],
  ['bytes', (): BodyInit => new TextEncoder().encode('hello')],
  ['a stream', (): BodyInit => new Blob(['hello']).stream()],
])('F35: a POST of %s is sent again after a 401', async (_, body) => {
  const scenario = createScenario()
  await scenario.signIn()
  const [client] = scenario.clients
  const received: string[] = []
  refuseFirst(client, received)
  const response = await scenario.browser.run(client.auth.fetch(orders, { method: 'POST', body: body() }))
  expect(response.status).toBe(201)
  expect(received[0]).toContain('hello')
  expect(received[1]).toBe(received[0])
})

test('F35: a Request is sent again too; one whose body was used is a clear error and nothing is sent', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [client] = scenario.clients
  const received: string[] = []
  refuseFirst(client, received)
  const request = new Request(orders, { method: 'POST', body: 'hello' })
  expect((await scenario.browser.run(client.auth.fetch(request))).status).toBe(201)
  expect(received).toEqual(['hello', 'hello'])
  await expect(client.auth.fetch(request)).rejects.toMatchObject({
    code: 'validation_failed',
    operation: 'fetch',
    message: expect.stringContaining('pass a fresh Request'),
  })
  expect(received).toHaveLength(2)
})

test('F36: a caller that aborts while it waits for the refresh leaves alone, as with fetch', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [client] = scenario.clients
  client.tab.network = async (request, next) => {
    const response = await next(request)
    if (request.url.endsWith('/refresh'))
      await new Promise<void>((resolve) => client.tab.ports.clock.setTimeout(resolve, 1_000))
    return response
  }
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

test('F37: the token goes to the API’s origins alone, and does not follow a redirect to another', async () => {
  const seen: Record<string, string | undefined> = {}
  const elsewhere = createServer((request, response) => {
    seen.elsewhere = request.headers.authorization ?? 'none'
    response.end('{}')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const target = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
  const api = createServer((request, response) => {
    seen.api = request.headers.authorization ?? 'none'
    response.writeHead(302, { location: target }).end()
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  const apiOrigin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  try {
    const auth = createPortalAuth({
      baseUrl,
      apiOrigins: [apiOrigin],
      fetch: async (request) =>
        request.url.startsWith(baseUrl)
          ? Response.json({ access_token: 'a', refresh_token: 'r', user: {} })
          : fetch(request),
    })
    await auth.login({ email: 'ada@example.com', password: 'secret' })
    await auth.fetch(`${apiOrigin}/orders`)
    expect(seen).toEqual({ api: 'Bearer a', elsewhere: 'none' })
    await auth.fetch(target)
    expect(seen.elsewhere).toBe('none')
  } finally {
    api.close()
    elsewhere.close()
  }
})

test('fetch: 1,000 concurrent calls at expiry are one refresh', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [client] = scenario.clients
  await scenario.expire()
  const calls = Array.from({ length: 1_000 }, () => client.auth.fetch(me))
  const responses = await scenario.browser.run(Promise.all(calls))
  expect(responses.every(({ status }) => status === 200)).toBe(true)
  expect(scenario.refreshes).toHaveLength(1)
})

test('fetch: a request that brings its own Authorization goes as it is', async () => {
  const scenario = createScenario()
  await scenario.signIn()
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

test('middleware: another openapi-fetch client is sent the token, and its requests once more after a 401', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [client] = scenario.clients
  const received: string[] = []
  const seen: number[] = []
  client.tab.network = async (request, next) => {
    if (!request.url.endsWith('/identify')) return next(request)
    received.push(`${request.headers.get('authorization')} ${await request.text()}`)
    return Response.json({}, { status: received.length === 1 ? 401 : 200 })
  }
  const other = createClient<paths>({ baseUrl, fetch: client.tab.ports.fetch })
  other.use({ onResponse: ({ response }) => void seen.push(response.status) }, client.auth.middleware)
  const call = other.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })
  const { response } = await scenario.browser.run(call)
  expect(response.status).toBe(200)
  expect(received).toHaveLength(2)
  expect(received[0]).toMatch(/^Bearer .+ \{"email":"ada@example.com"\}$/)
  expect(received[1]).not.toBe(received[0])
  expect(seen).toEqual([200])
  expect(scenario.refreshes).toHaveLength(1)
  await scenario.browser.advance(lifetimeMs)
})
