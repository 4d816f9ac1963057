import { expect, test, vi } from 'vitest'
import { createSessionMiddleware } from '../../src/index.ts'
import { baseUrl, createSignedInScenario } from '../support/client/scenario.ts'

const orders = `${baseUrl}/orders`

/** An API that refuses the first requests, and records all of them. */
async function createRefusing(refusals = 1) {
  const seen: { request: Request; text: string }[] = []
  const scenario = await createSignedInScenario({
    async network(request, next) {
      if (request.url !== orders) return next(request)
      seen.push({ request, text: await request.text() })
      return new Response('', { status: seen.length <= refusals ? 401 : 200 })
    },
  })
  return { ...scenario, seen }
}

const bodies: readonly (readonly [string, () => BodyInit])[] = [
  ['text', () => 'x'.repeat(40_000)],
  ['a Blob', () => new Blob(['x'.repeat(40_000)], { type: 'text/csv' })],
  ['bytes', () => new Uint8Array(40_000)],
]

test.each(bodies)('replay: a keepalive request with %s is sent again without keepalive', async (_, body) => {
  const { auth, seen } = await createRefusing()
  const init = { method: 'PUT', body: body(), keepalive: true, referrerPolicy: 'origin', cache: 'no-store' } as const
  expect((await auth.fetch(orders, init)).status).toBe(200)
  const [first, second] = seen
  expect([first?.request.keepalive, second?.request.keepalive]).toEqual([true, false])
  expect(second?.text).toBe(first?.text)
  const { method, referrerPolicy, cache } = second?.request ?? {}
  expect({ method, referrerPolicy, cache }).toEqual({ method: 'PUT', referrerPolicy: 'origin', cache: 'no-store' })
  expect(second?.request.headers.get('content-type')).toBe(first?.request.headers.get('content-type') ?? null)
})

test('replay: a keepalive Request is sent again without keepalive, one without a body as it is', async () => {
  for (const [init, keepalive] of [
    [{ method: 'POST', body: 'hello', keepalive: true }, false],
    [{ keepalive: true }, true],
  ] as const) {
    const { auth, seen, finish } = await createRefusing()
    expect((await auth.fetch(new Request(orders, init))).status).toBe(200)
    expect(seen[1]?.request.keepalive).toBe(keepalive)
    await finish()
  }
})

test('replay: what the caller changes after the call does not change the request that is sent again', async () => {
  const { auth, seen } = await createRefusing()
  const init = { method: 'POST', body: 'first', headers: { 'x-mine': 'first' } }
  const call = auth.fetch(orders, init)
  Object.assign(init, { method: 'DELETE', body: 'second' })
  init.headers['x-mine'] = 'second'
  await call
  expect(seen.map(({ request, text }) => [request.method, text, request.headers.get('x-mine')])).toEqual(
    Array(2).fill(['POST', 'first', 'first']),
  )
})

test('replay: a body that can be made again is not copied; a stream and a Request with a body are', async () => {
  const clone = vi.spyOn(Request.prototype, 'clone')
  const { auth } = await createRefusing(0)
  const copies = async (input: string | Request, init?: RequestInit & { replay?: boolean }): Promise<number> => {
    clone.mockClear()
    await auth.fetch(input, init)
    return clone.mock.calls.length
  }
  const post = { method: 'POST' }
  const stream = (): BodyInit => new Blob(['hello']).stream()
  expect(await copies(orders)).toBe(0)
  expect(await copies(new Request(orders))).toBe(0)
  expect(await copies(orders, { ...post, body: 'hello' })).toBe(0)
  expect(await copies(orders, { ...post, body: new Blob(['hello']) })).toBe(0)
  expect(await copies(orders, { ...post, body: stream() })).toBe(1)
  expect(await copies(new Request(orders, { ...post, body: 'hello' }))).toBe(1)
  expect(await copies(orders, { ...post, body: stream(), replay: false })).toBe(0)
  clone.mockRestore()
})

test('replay: with replay: false the 401 is the answer, and the next call refreshes first', async () => {
  const { auth, seen, count } = await createRefusing()
  const init = { method: 'POST', body: new Blob(['hello']).stream(), replay: false }
  expect((await auth.fetch(orders, init)).status).toBe(401)
  expect([seen.length, count('refresh')]).toEqual([1, 0])
  const answers = await Promise.all([auth.fetch(orders), auth.fetch(orders), auth.getAccessToken()])
  expect(answers.slice(0, 2)).toMatchObject([{ status: 200 }, { status: 200 }])
  expect(count('refresh')).toBe(1)
  const [first, second, third] = seen.map(({ request }) => request.headers.get('authorization'))
  expect(second).not.toBe(first)
  expect(third).toBe(second)
})

test('replay: with replay: false an API that refuses every token does not cause a refresh for each call', async () => {
  const { auth, browser, count } = await createRefusing(1_000)
  for (let turn = 0; turn < 20; turn += 1) {
    expect((await auth.fetch(orders, { replay: false })).status).toBe(401)
    await browser.advance(1_000)
  }
  expect(count('refresh')).toBe(1)
  await browser.advance(60_000)
  await auth.fetch(orders, { replay: false })
  await auth.fetch(orders, { replay: false })
  expect(count('refresh')).toBe(2)
})

test('replay: a 401 for a token that was replaced meanwhile does not count for the newer one', async () => {
  const statuses = [401, 200, 401, 200]
  const { auth, count } = await createSignedInScenario({
    async network(request, next) {
      if (request.url !== orders) return next(request)
      if (statuses.length === 4) await auth.refresh()
      return new Response('', { status: statuses.shift() ?? 200 })
    },
  })
  expect((await auth.fetch(orders, { replay: false })).status).toBe(401)
  expect((await auth.fetch(orders)).status).toBe(200)
  expect(count('refresh')).toBe(1)
  expect((await auth.fetch(orders, { replay: false })).status).toBe(401)
  expect((await auth.fetch(orders)).status).toBe(200)
  expect(count('refresh')).toBe(2)
})

test('replay: with replay: false a 401 does not end a session without a refresh token', async () => {
  const { auth, count } = await createSignedInScenario({
    async network(request, next) {
      if (request.url === orders) return new Response('', { status: 401 })
      const response = await next(request)
      if (!/login|authenticate/.test(request.url)) return response
      return Response.json({ ...(await response.json()), refresh_token: null })
    },
  })
  expect(auth.session.getSnapshot().status).toBe('signed_in')
  for (let turn = 0; turn < 2; turn += 1) expect((await auth.fetch(orders, { replay: false })).status).toBe(401)
  expect([count('refresh'), auth.session.getSnapshot().status]).toEqual([0, 'signed_in'])
})

test('replay: a middleware copies only a request with a body', async () => {
  const clone = vi.spyOn(Request.prototype, 'clone')
  const { auth } = await createSignedInScenario()
  const { onRequest } = createSessionMiddleware(auth)
  clone.mockClear()
  await onRequest({ request: new Request(orders), options: {} })
  expect(clone).not.toHaveBeenCalled()
  await onRequest({ request: new Request(orders, { method: 'POST', body: 'hello' }), options: {} })
  expect(clone).toHaveBeenCalledOnce()
  clone.mockRestore()
})
