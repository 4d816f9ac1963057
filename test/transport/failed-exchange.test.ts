import { expect, test } from 'vitest'
import { createPortalAuth } from '../../src/index.ts'
import { answering } from '../support/client/answering.ts'
import { baseUrl, createSignedInScenario } from '../support/client/scenario.ts'

const email = 'ada@example.com'
const broken = (): never => {
  throw new TypeError('a mistake of the caller')
}
const make = createPortalAuth as (options: object) => ReturnType<typeof createPortalAuth>
const thrownBy = (call: Promise<unknown>): Promise<unknown> => call.then(() => undefined).catch((error) => error)
const readBody = async (): Promise<Response> => {
  const response = Response.json({ flow_token: 'f' })
  await response.text()
  return response
}
const lockBody = async (): Promise<Response> => {
  const response = Response.json({ flow_token: 'f' })
  response.body?.getReader()
  return response
}
const passing = { '~standard': { validate: () => ({}) } }

test.each<[string, object, RegExp]>([
  ['fetch that returns nothing', { fetch: () => undefined }, /createPortalAuth\(\): fetch must/],
  ['fetch that resolves to nothing', { fetch: async () => undefined }, /createPortalAuth\(\): fetch must/],
  ['fetch that resolves to a body', { fetch: async () => ({ flow_token: 'f' }) }, /createPortalAuth\(\): fetch must/],
  [
    'fetch that resolves to headers without get',
    { fetch: async () => ({ status: 200, headers: {}, text: async () => '{}' }) },
    /createPortalAuth\(\): fetch must/,
  ],
  ['fetch that has read the body', { fetch: readBody }, /createPortalAuth\(\): fetch must/],
  ['fetch that is reading the body', { fetch: lockBody }, /createPortalAuth\(\): fetch must/],
  [
    'fetch that rejects as no fetch does',
    { fetch: () => Promise.reject(new Error('bug')) },
    /createPortalAuth\(\): fetch must/,
  ],
  ['headers that throw', { headers: broken }, /createPortalAuth\(\): headers must/],
  ['headers that reject', { headers: async () => broken() }, /createPortalAuth\(\): headers must/],
  ['headers that cannot be sent', { headers: () => ({ 'x-a': 'line\nline' }) }, /createPortalAuth\(\): headers must/],
  ['credentials that throw', { credentials: broken }, /createPortalAuth\(\): credentials must/],
  ['credentials that reject', { credentials: async () => broken() }, /createPortalAuth\(\): credentials must/],
  ['credentials that fetch does not know', { credentials: () => 'always' }, /createPortalAuth\(\): credentials must/],
  [
    'classifyError that throws',
    { classifyError: broken, fetch: answering(401, {}) },
    /createPortalAuth\(\): classifyError must/,
  ],
  [
    'classifyError that names no code',
    { classifyError: () => 'nope', fetch: answering(401, {}) },
    /createPortalAuth\(\): classifyError must/,
  ],
  [
    'schemas that throw',
    { schemas: { identify: { response: { '~standard': { validate: broken } } } } },
    /createPortalAuth\(\): schemas must/,
  ],
])('options: a %s is an error that is not retryable', async (_, options, message) => {
  const auth = make({ baseUrl, fetch: answering(200, {}), ...options })
  const error = await thrownBy(
    auth.identify({ email }).then((step) => step.authenticate({ password: 'p', tenantId: 't' })),
  )
  expect(error).toMatchObject({
    code: 'unexpected_response',
    retryable: false,
    message: expect.stringMatching(message),
  })
})

test('options: a fetch that returns nothing makes auth.fetch and refresh reject with an error that names it', async () => {
  let isBroken = false
  const { auth } = await createSignedInScenario({
    network: (request, next) => (isBroken ? (Promise.resolve() as never) : next(request)),
  })
  isBroken = true
  await expect(auth.fetch(`${baseUrl}/api/v1/me`)).rejects.toThrow(/createPortalAuth\(\): fetch must/)
  await expect(auth.refresh()).rejects.toMatchObject({ code: 'unexpected_response', retryable: false })
  isBroken = false
  expect((await auth.fetch(`${baseUrl}/api/v1/me`)).status).toBe(200)
})

test('options: an error thrown by schemas does not show the response', async () => {
  const validate = (answer: unknown): never => {
    throw new Error(`no: ${JSON.stringify(answer)}`)
  }
  const schemas = { identify: { response: { '~standard': { validate } } }, login: { response: passing } }
  const auth = createPortalAuth({ baseUrl, fetch: async () => Response.json({ flow_token: 'planted' }), schemas })
  const error = await thrownBy(auth.identify({ email }))
  expect(error).toMatchObject({
    message: expect.stringMatching(/createPortalAuth\(\): schemas must/),
    cause: undefined,
  })
})

test.each([
  ['TypeError', new TypeError('fetch failed'), 'network', true],
  ['NetworkError', new DOMException('no', 'NetworkError'), 'network', true],
  ['system error of a library', Object.assign(new Error('no'), { code: 'ECONNRESET' }), 'network', true],
  ['TimeoutError of its own', new DOMException('late', 'TimeoutError'), 'timeout', true],
  ['AbortError of its own', new DOMException('left', 'AbortError'), 'aborted', false],
])(
  'transport: a fetch that rejects with a %s has the matching code, and the cause',
  async (_, cause, code, retryable) => {
    const auth = createPortalAuth({ baseUrl, fetch: () => Promise.reject(cause) })
    await expect(auth.identify({ email })).rejects.toMatchObject({ code, retryable, cause, operation: 'identify' })
  },
)

test.each<[string, number]>([
  ['{"toString":1}', 400],
  ['{"toString":1,"detail":"No"}', 404],
  ['{"detail":{"toString":null,"valueOf":null}}', 503],
])(
  'transport: an error response %s whose fields are methods of objects is named like any other',
  async (body, status) => {
    using auth = createPortalAuth({ baseUrl, fetch: async () => new Response(body, { status }) })
    const error = await thrownBy(auth.identify({ email }))
    expect(error).toMatchObject({ name: 'PortalAuthError', status })
    expect(String(error)).not.toContain('classifyError')
  },
)
