import createClient from 'openapi-fetch'
import { expect, test } from 'vitest'
import { createApiClient, createSessionMiddleware, type IsExpired } from '../../src/index.ts'
import type { paths } from '../fixtures/profile/types.ts'
import { baseUrl, createSignedInScenario, me } from '../support/client/scenario.ts'

const orders = `${baseUrl}/orders`

/** A signed-in client of an API that gives `refusal` the first times, and `{"fine":true}` after that. */
async function createApi(isExpired: IsExpired | undefined, refusal: () => Response, refusals = 1) {
  const tokens: (string | null)[] = []
  const scenario = await createSignedInScenario({
    client: { isExpired },
    async network(request, next) {
      if (request.url !== orders && request.url !== me) return next(request)
      tokens.push(request.headers.get('authorization'))
      return tokens.length <= refusals ? refusal() : Response.json({ fine: true })
    },
  })
  return { ...scenario, tokens }
}

const challenge = { 'www-authenticate': 'Bearer error="invalid_token", error_description="expired"' }
const unauthenticated = { data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }

const apis: readonly (readonly [string, IsExpired, () => Response])[] = [
  [
    '403 with invalid_token',
    ({ status, headers }) => status === 403 && /invalid_token/.test(headers.get('www-authenticate') ?? ''),
    () => new Response('', { status: 403, headers: challenge }),
  ],
  ['419', ({ status }) => status === 419, () => new Response('', { status: 419 })],
  [
    'the 200 of GraphQL',
    async (response) => JSON.stringify(await response.json()).includes('UNAUTHENTICATED'),
    () => Response.json(unauthenticated),
  ],
  [
    'a 200 that it reads from a copy',
    async (response) => (await response.clone().text()).includes('UNAUTHENTICATED'),
    () => Response.json(unauthenticated),
  ],
]

for (const [name, isExpired, refusal] of apis) {
  test(`isExpired: ${name} is sent again once with a newer token, and the caller can read the answer`, async () => {
    const { auth, tokens, count } = await createApi(isExpired, refusal)
    const response = await auth.fetch(orders, { method: 'POST', body: '{}' })
    expect(await response.json()).toEqual({ fine: true })
    expect(new Set(tokens).size).toBe(2)
    expect(count('refresh')).toBe(1)
  })

  test(`isExpired: ${name} for every token is the answer after one replay, and no loop`, async () => {
    const { auth, tokens, count } = await createApi(isExpired, refusal, 1_000)
    const response = await auth.fetch(orders)
    expect(response.bodyUsed).toBe(false)
    expect(await response.text()).toBe(await refusal().text())
    for (let turn = 0; turn < 5; turn += 1) await auth.fetch(orders)
    expect(tokens).toHaveLength(7)
    expect(count('refresh')).toBe(1)
  })
}

test('isExpired: an API client and a middleware use it too', async () => {
  const [[, isExpired, refusal] = []] = apis
  const one = await createApi(isExpired, refusal ?? Response.error)
  expect((await createApiClient<paths>(one.auth).GET('/api/v1/me')).response.status).toBe(200)
  await one.finish()
  const other = await createApi(isExpired, refusal ?? Response.error)
  const client = createClient<paths>({ baseUrl, fetch: other.tab.ports.fetch })
  client.use(createSessionMiddleware(other.auth))
  expect((await client.GET('/api/v1/me')).response.status).toBe(200)
  expect([one.tokens.length, other.tokens.length]).toEqual([2, 2])
})

test('isExpired: it replaces the rule of status 401', async () => {
  const { auth, count } = await createApi(
    ({ status }) => status === 419,
    () => new Response('', { status: 401 }),
  )
  expect((await auth.fetch(orders)).status).toBe(401)
  expect(count('refresh')).toBe(0)
})

test.each<[string, IsExpired]>([
  [
    'throws',
    () => {
      throw new Error('of the option')
    },
  ],
  ['rejects', async (response) => (await response.json()).errors],
])('isExpired: one that %s rejects with an error that names the option', async (_, isExpired) => {
  const { auth, tokens } = await createApi(isExpired, () => new Response('<html>', { status: 502 }))
  await expect(auth.fetch(orders)).rejects.toMatchObject({
    code: 'unexpected_response',
    operation: 'fetch',
    status: 502,
    message: expect.stringContaining('createPortalAuth(): isExpired must not throw'),
    cause: expect.any(Error),
  })
  expect(tokens).toHaveLength(1)
})

test('isExpired: an abort rejects as fetch does while it is asked', async () => {
  const { auth } = await createApi(
    () => new Promise(() => {}),
    () => new Response(),
  )
  const controller = new AbortController()
  const call = auth.fetch(orders, { signal: controller.signal })
  setTimeout(() => controller.abort())
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
})

test('isExpired: it is asked only about requests that carried the token', async () => {
  const asked: number[] = []
  const isExpired: IsExpired = ({ status }) => asked.push(status) < 0
  const { auth } = await createApi(isExpired, () => new Response('', { status: 401 }))
  await auth.fetch(orders, { headers: { authorization: 'Basic eDp5' } })
  expect(asked).toEqual([])
  await auth.fetch(orders)
  expect(asked).toEqual([200])
})
