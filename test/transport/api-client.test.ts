import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { emitTypes } from '../../scripts/codegen/emit/emit-types.ts'
import { printNormalised } from '../../scripts/codegen/load/normalise.ts'
import { createApiClient, createPortalAuth } from '../../src/index.ts'
import type { paths } from '../fixtures/profile/types.ts'
import source from '../fixtures/scaikey.openapi.json' with { type: 'json' }
import { baseUrl, createScenario, createSignedInScenario, lifetimeMs } from '../support/client/scenario.ts'

const email = 'ada@example.com'

test('api client: the types of the fixture are those generated from its document', async () => {
  const { HTTPValidationError, UpdateProfileRequest, ValidationError } = source.components.schemas
  const profile = {
    ...source,
    paths: { '/api/v1/me': source.paths['/api/v1/me'] },
    components: { schemas: { HTTPValidationError, UpdateProfileRequest, ValidationError } },
  }
  const header = 'Generated from openapi.json by `npm run codegen`; do not edit.'
  const committed = readFileSync(resolve(import.meta.dirname, '../fixtures/profile/types.ts'), 'utf8')
  expect(await emitTypes(printNormalised(profile), header)).toBe(committed)
})

test('api client: it calls other operations of the portal with the session', async () => {
  const { auth } = await createSignedInScenario()
  const { data, response } = await createApiClient<paths>(auth).GET('/api/v1/me')
  expect([response.status, data?.['email']]).toEqual([200, email])
})

test('api client: an expired token is refreshed once for all of its calls', async () => {
  const { portal, auth, count } = await createSignedInScenario()
  const profile = createApiClient<paths>(auth)
  portal.clock.advance(lifetimeMs)
  const answers = await Promise.all(Array.from({ length: 10 }, () => profile.GET('/api/v1/me')))
  expect(answers.map(({ response }) => response.status)).toEqual(Array(10).fill(200))
  expect([count('refresh'), count('me')]).toEqual([1, 10])
})

test('api client: after a 401 the call is sent once more, with its body', async () => {
  const bodies: string[] = []
  const { auth, events } = await createSignedInScenario({
    network: async (request, next) => {
      if (request.method !== 'PATCH') return next(request)
      bodies.push(await request.text())
      return Response.json({}, { status: bodies.length === 1 ? 401 : 200 })
    },
  })
  const { response } = await createApiClient<paths>(auth).PATCH('/api/v1/me', { body: { locale: 'de' } })
  expect(response.status).toBe(200)
  expect(bodies).toEqual(['{"locale":"de"}', '{"locale":"de"}'])
  expect(events.filter(({ type }) => type === 'request_replayed')).toHaveLength(1)
})

test('api client: without a session its calls reject as auth.fetch does, and nothing is sent', async () => {
  const { auth, count } = createScenario()
  await expect(createApiClient<paths>(auth).GET('/api/v1/me')).rejects.toMatchObject({ code: 'signed_out' })
  expect(count('me')).toBe(0)
})

test('api client: it accepts the options of openapi-fetch, and another baseUrl within apiOrigins', async () => {
  const seen: Request[] = []
  const { auth } = await createSignedInScenario({
    client: { apiOrigins: [baseUrl, 'https://api.example'] },
    network: async (request, next) => {
      if (request.url.startsWith(baseUrl)) return next(request)
      seen.push(request)
      return Response.json({})
    },
  })
  const headers = { 'x-mine': 'kept' }
  const profile = createApiClient<paths>(auth, { baseUrl: 'https://api.example/v2/', headers, cache: 'no-store' })
  await profile.GET('/api/v1/me')
  expect(seen[0]?.url).toBe('https://api.example/v2/api/v1/me')
  expect(seen[0]?.cache).toBe('no-store')
  expect(Object.fromEntries(seen[0]?.headers ?? [])).toMatchObject({
    'x-mine': 'kept',
    authorization: expect.stringMatching(/^Bearer ./),
  })
})

test('api client: a middleware sees each call once, and no other client’s', async () => {
  const { portal, auth } = await createSignedInScenario({ client: { clock: { now: () => 0 } } })
  const [one, other] = [createApiClient<paths>(auth), createApiClient<paths>(auth)]
  const seen: number[] = []
  one.use({ onResponse: ({ response }) => void seen.push(response.status) })
  // The client's clock stands still, so that it learns of the expired token from the 401.
  portal.clock.advance(lifetimeMs)
  await one.GET('/api/v1/me')
  await other.GET('/api/v1/me')
  expect(seen).toEqual([200])
})

test.each(['https://elsewhere.example', 'https://portal.example.evil', 'http://portal.example', 'nonsense'])(
  'api client: the baseUrl %s outside apiOrigins is an error',
  (other) => {
    const { auth } = createScenario()
    expect(() => createApiClient<paths>(auth, { baseUrl: other })).toThrow(
      `createApiClient(): baseUrl must have an origin in apiOrigins of createPortalAuth(); got ${other}`,
    )
  },
)

test('api client: the portal’s baseUrl is an error where apiOrigins omit it', () => {
  const { auth } = createScenario({ client: { apiOrigins: ['https://api.example'] } })
  expect(() => createApiClient<paths>(auth)).toThrow(`apiOrigins of createPortalAuth(); got ${baseUrl}`)
})

test('api client: a path as baseUrl is on the page’s origin, also on a server, which has no page', () => {
  const behindProxy = createPortalAuth({ baseUrl: '/portal' })
  expect(() => createApiClient<paths>(behindProxy)).not.toThrow()
  expect(() => createApiClient<paths>(behindProxy, { baseUrl: '/api' })).not.toThrow()
  for (const other of ['//evil.example', '/\\evil.example', 'https://api.example']) {
    expect(() => createApiClient<paths>(behindProxy, { baseUrl: other })).toThrow(TypeError)
  }
  expect(() => createApiClient<paths>(createScenario().auth, { baseUrl: '/api' })).toThrow(TypeError)
})

test('api client: the option fetch is an error, as it would bypass the session', () => {
  const { auth } = createScenario()
  const options: object = { fetch: globalThis.fetch }
  expect(() => createApiClient<paths>(auth, options)).toThrow('unknown option "fetch"')
})
