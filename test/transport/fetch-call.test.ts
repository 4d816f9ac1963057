import { afterEach, expect, test, vi } from 'vitest'
import { createApiClient } from '../../src/index.ts'
import type { paths } from '../fixtures/profile/types.ts'
import { baseUrl, createSignedInScenario } from '../support/client/scenario.ts'

const orders = `${baseUrl}/orders`
const foreign = 'https://other.example/x'

/** A signed-in client that records what the option `fetch` is called with. */
async function createRecorded() {
  const calls: unknown[][] = []
  const scenario = await createSignedInScenario({
    client: ({ ports }) => ({
      async fetch(...args: [Request, RequestInit?]) {
        if (args[0].url.includes('/auth/')) return ports.fetch(args[0])
        calls.push(args)
        return new Response('{}', { headers: { 'content-type': 'application/json' } })
      },
    }),
  })
  return { ...scenario, calls }
}

/** Options of platforms and libraries, as no `Request` takes them. */
const extras = { next: { revalidate: 60 }, dispatcher: {}, client: {}, proxy: 'http://proxy.example' }

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  ['with the token', orders],
  ['to another origin', foreign],
])('fetch: options that Request does not take are passed on %s', async (_, url) => {
  const { auth, calls } = await createRecorded()
  const options: RequestInit = { method: 'POST', body: 'a', headers: { 'x-mine': 'kept' } }
  await auth.fetch(url, { ...options, ...extras })
  const [[request, init] = []] = calls
  expect(init).toEqual(extras)
  expect(request).toBeInstanceOf(Request)
  expect(request).toMatchObject({ url, method: 'POST' })
})

test('fetch: options that Request does not take are passed on with credentials of its own, and with each replay', async () => {
  const { auth, calls } = await createRecorded()
  const options: RequestInit = { headers: { authorization: 'Basic eDp5' } }
  await auth.fetch(orders, { ...options, ...extras })
  expect(calls).toMatchObject([[{ url: orders }, extras]])
})

test('fetch: without such options the option fetch gets one argument', async () => {
  const { auth, calls } = await createRecorded()
  for (const url of [orders, foreign]) {
    await auth.fetch(url)
    await auth.fetch(url, { method: 'POST', body: 'a', keepalive: true, replay: false })
    await auth.fetch(new URL(url), null as never)
    await auth.fetch(new Request(url), {})
  }
  expect(calls.map(({ length }) => length)).toEqual(Array(8).fill(1))
})

test('fetch: options that are inherited or read by a getter are options too', async () => {
  const { auth, calls } = await createRecorded()
  const reads = vi.fn(() => 'hello')
  const init = Object.create(
    { next: 1 },
    {
      method: { get: () => 'POST', enumerable: true },
      body: { get: reads, enumerable: true },
    },
  )
  await auth.fetch(orders, init)
  const [[request, rest] = []] = calls
  expect(await (request as Request).text()).toBe('hello')
  expect(rest).toEqual({ next: 1 })
})

test('fetch: without the option fetch a call without the token reaches the platform as it came', async () => {
  const calls: unknown[][] = []
  const { portal, open } = await createSignedInScenario()
  vi.stubGlobal('fetch', async (...args: unknown[]) => {
    const [input] = args
    if (input instanceof Request && input.url.includes('/auth/')) return portal.fetch(input)
    calls.push(args)
    return new Response()
  })
  const { auth } = open({ fetch: undefined })
  const inputs = [foreign, new URL(foreign), new Request(foreign, { method: 'POST', body: 'a' })]
  const init: object = extras
  for (const input of inputs) await auth.fetch(input, init)
  await auth.fetch(foreign)
  expect(calls.map(([input]) => input)).toEqual([...inputs, foreign])
  expect(calls.map(([input], index) => input === [...inputs, foreign][index])).toEqual(Array(4).fill(true))
  expect(calls.map(([, given]) => given)).toEqual([init, init, init, undefined])
  expect(calls[0]?.[1]).toBe(init)
})

test('fetch: a call without the token that an abort reaches rejects, even if the given fetch ignores its signal', async () => {
  const { auth } = await createSignedInScenario({
    network: (request, next) => (request.url === foreign ? new Promise(() => {}) : next(request)),
  })
  const controller = new AbortController()
  for (const input of [foreign, new Request(foreign, { signal: controller.signal })]) {
    const call = auth.fetch(input, input === foreign ? { signal: controller.signal } : undefined)
    controller.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  }
})

test('fetch: a signal of null takes away the signal of a Request', async () => {
  const { auth } = await createRecorded()
  const request = new Request(orders, { signal: AbortSignal.abort() })
  await expect(auth.fetch(request)).rejects.toMatchObject({ name: 'AbortError' })
  expect((await auth.fetch(request, { signal: null })).status).toBe(200)
})

test('api client: options that Request does not take are passed on, of the client and of a call', async () => {
  const { auth, calls } = await createRecorded()
  const client = createApiClient<paths>(auth, { ...{ next: 1, proxy: 'a' }, headers: { 'x-mine': 'kept' } })
  const options: object = { next: 2 }
  await client.GET('/api/v1/me', options)
  await createApiClient<paths>(auth).GET('/api/v1/me')
  expect(calls.map(([, init]) => init)).toEqual([{ next: 2, proxy: 'a' }, undefined])
})

test.each([
  ['with the token', orders],
  ['to another origin', foreign],
])('fetch: a Request as the options of another URL is taken as fetch takes it %s', async (_, url) => {
  const { auth, calls } = await createRecorded()
  await auth.fetch(url, new Request('https://first.example', { method: 'POST', body: 'a', headers: { 'x-mine': 'b' } }))
  const [[request] = []] = calls as [Request][]
  expect(request).toMatchObject({ url, method: 'POST' })
  expect(request?.headers.get('x-mine')).toBe('b')
  expect(await request?.text()).toBe('a')
})
