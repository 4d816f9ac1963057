import { setupServer as setupMsw2 } from 'msw2/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createContractHttp, createPortalMock } from '../../../mock/index.ts'
import { setupServer } from '../../../mock/node.ts'
import { createPortalAuth } from '../../../src/index.ts'
import { underMsw2 } from '../../support/mock/transports.ts'

const baseUrl = 'https://portal.example'
const email = 'plain@acme.example'
const identify = '/api/v1/auth/identify'
const good = { flow_token: 'f', tenants: [], requires_tenant_selection: false }

interface Next {
  '/tenants/{slug}/users/{user-id}': { get: { responses: { 204: { content?: never } } } }
}
type Setup = (...handlers: never[]) => { listen(options: object): void; close(): void }

const versions: Record<string, { load: () => Promise<typeof createContractHttp>; setup: Setup }> = {
  'msw 3': { load: async () => createContractHttp, setup: (...handlers) => setupServer({ handlers }) },
  'msw 2': {
    load: () => underMsw2(async () => (await import('../../../mock/msw/contract-http.ts')).createContractHttp),
    setup: (...handlers) => setupMsw2(...handlers),
  },
}

function listen(server: ReturnType<Setup>): void {
  // MSW 3 renamed the option; each ignores the other's.
  server.listen({ onUnhandledFrame: 'error', onUnhandledRequest: 'error' })
  onTestFinished(() => server.close())
}

const post = (path: string, prefix = ''): Promise<Response> =>
  fetch(`${baseUrl}${prefix}${path}`, { method: 'POST', body: '{"email":"ada@example.com"}' })

for (const [version, { load, setup }] of Object.entries(versions)) {
  test(`contract http: ${version}: a documented answer is sent, on any origin and below any prefix`, async () => {
    const http = (await load())()
    const handler = http.post(identify, ({ response }) => response(200).json(good, { headers: { 'x-mine': '1' } }))
    listen(setup(handler as never))
    const [here, behindProxy] = await Promise.all([post(identify), post(identify, '/scaikey')])
    expect([here.status, await here.json(), here.headers.get('x-mine')]).toEqual([200, good, '1'])
    expect(here.headers.get('content-type')).toBe('application/json')
    expect(behindProxy.status).toBe(200)
  })

  test(`contract http: ${version}: an answer outside the contract is sent when it says so`, async () => {
    const http = (await load())()
    const refuse = http.post(identify, ({ response }) => response.untyped(Response.json({}, { status: 429 })))
    const breakOff = http.post('/api/v1/auth/login', ({ response }) => response.untyped(Response.error()))
    listen(setup(refuse as never, breakOff as never))
    expect((await post(identify)).status).toBe(429)
    await expect(post('/api/v1/auth/login')).rejects.toThrow(TypeError)
  })

  test(`contract http: ${version}: undefined leaves the request to the next handler, once to all later ones`, async () => {
    const http = (await load())()
    const seen: unknown[] = []
    const look = http.post(identify, async ({ request }) => void seen.push(await request.clone().json()) as undefined)
    const first = http.post(identify, ({ response }) => response(200).json(good), { once: true })
    const rest = http.post(identify, ({ response }) => response(422).json({}))
    listen(setup(look as never, first as never, rest as never))
    const statuses = [(await post(identify)).status, (await post(identify)).status, (await post(identify)).status]
    expect(statuses).toEqual([200, 422, 422])
    expect(seen).toEqual(Array(3).fill({ email: 'ada@example.com' }))
  })

  test(`contract http: ${version}: the parameters of a path are given by their names, decoded`, async () => {
    const http = (await load())<Next>({ baseUrl: `${baseUrl}/api/` })
    const seen: unknown[] = []
    const handler = http.get('/tenants/{slug}/users/{user-id}', ({ params, response }) => {
      seen.push(params)
      return response(204).empty()
    })
    listen(setup(handler as never))
    expect((await fetch(`${baseUrl}/api/tenants/acme/users/a%20b`)).status).toBe(204)
    expect(seen).toEqual([{ slug: 'acme', 'user-id': 'a b' }])
    vi.spyOn(console, 'error').mockReturnValue()
    await expect(fetch('https://elsewhere.example/api/tenants/acme/users/1')).rejects.toThrow()
  })
}

test('contract http: a handler before the portal’s answers first, and the client reads it', async () => {
  const portal = createPortalMock()
  const http = createContractHttp()
  const server = setupServer(portal)
  listen(server)
  server.use(
    http.post(identify, ({ response }) => response(200).json({ ...good, tenants: [{ id: 't', name: 'Tee' }] })),
  )
  const auth = createPortalAuth({ baseUrl })
  const identified = await auth.identify({ email })
  expect(identified.tenants.map(({ name }) => name)).toEqual(['Tee'])
  expect(portal.requests).toEqual([])
  await expect(auth.login({ email, password: 'wrong' })).rejects.toMatchObject({ code: 'invalid_credentials' })
})
