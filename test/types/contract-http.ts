// Compiled by test/types.test.ts: each `@ts-expect-error` is a handler that answers outside the contract.
import { createContractHttp } from '../../mock/index.ts'
import type { paths } from '../../src/index.ts'
import type { paths as profilePaths } from '../fixtures/profile/types.ts'

const http = createContractHttp()
const good = { flow_token: 'f', tenants: [{ id: 't' }], requires_tenant_selection: false }
const identify = '/api/v1/auth/identify'

export const inside = [
  http.post(identify, ({ response }) => response(200).json(good, { headers: { 'x-mine': '1' } })),
  http.post(identify, async ({ request, response }) => {
    const body: unknown = await request.json()
    return body
      ? response(422).json({ detail: [{ loc: ['body', 'email'], msg: 'no', type: 'value_error' }] })
      : undefined
  }),
  http.post(identify, ({ response }) => response.untyped(Response.json({ detail: 'Slow down' }, { status: 429 }))),
  http.post('/api/v1/auth/authenticate', ({ response }) => response(200).json({ status: 'MFA_REQUIRED' })),
]

export const outside = [
  // @ts-expect-error 401 is not documented: such an answer is `response.untyped(…)`
  http.post(identify, ({ response }) => response(401).json({ detail: 'Invalid credentials' })),
  // @ts-expect-error the body lacks `tenants`
  http.post(identify, ({ response }) => response(200).json({ flow_token: 'f', requires_tenant_selection: false })),
  // @ts-expect-error a flow token is text
  http.post(identify, ({ response }) => response(200).json({ ...good, flow_token: 1 })),
  // @ts-expect-error the contract has no `flow_tokens`
  http.post(identify, ({ response }) => response(200).json({ ...good, flow_tokens: [] })),
  // @ts-expect-error that is the body of a 200
  http.post(identify, ({ response }) => response(422).json({ ...good })),
  // @ts-expect-error the contract has JSON here
  http.post(identify, ({ response }) => response(200).text('ok')),
  // @ts-expect-error the contract has a body here
  http.post(identify, ({ response }) => response(200).empty()),
  // @ts-expect-error a response that has not passed the contract
  http.post(identify, () => Response.json(good)),
  // @ts-expect-error identify is a POST
  http.get(identify, ({ response }) => response.untyped(Response.error())),
  // @ts-expect-error there is no such path
  http.post('/api/v1/auth/identity', () => undefined),
]

const profile = createContractHttp<profilePaths>()
export const ofProfile = [
  profile.get('/api/v1/me', ({ response }) => response(200).json({ email: 'ada@example.com' })),
  // @ts-expect-error the login is not among the profile's operations
  profile.post(identify, () => undefined),
]

/** The contract after a possible change: identify renames its token. */
interface Next {
  [identify]: {
    post: {
      responses: {
        200: { content: { 'application/json': { token: string } } }
        202: { content?: never }
        503: { content: { 'text/plain': string } }
      }
    }
  }
  '/tenants/{tenant_slug}/users/{user-id}': { get: { responses: { 204: { content?: never } } } }
}
const next = createContractHttp<Next>()
export const afterTheChange = [
  next.post(identify, ({ response }) => response(200).json({ token: 't' })),
  next.post(identify, ({ response }) => response(202).empty()),
  next.post(identify, ({ response }) => response(503).text('down')),
  next.get('/tenants/{tenant_slug}/users/{user-id}', ({ params, response }) => {
    const names: string[] = [params.tenant_slug, params['user-id']]
    // @ts-expect-error the path has no such parameter
    void params.slug
    return names.length > 0 ? response(204).empty() : undefined
  }),
  // @ts-expect-error what was right before the change no longer compiles
  next.post(identify, ({ response }) => response(200).json(good)),
  // @ts-expect-error 422 is removed
  next.post(identify, ({ response }) => response(422)),
]

/** The portal's types give the default. */
export const named: typeof http = createContractHttp<paths>()
