import createClient from 'openapi-fetch'
import { expect, test } from 'vitest'
import { createSessionMiddleware, type paths } from '../../src/index.ts'
import { baseUrl, createSignedInScenario, lifetimeMs } from '../support/client/scenario.ts'

test('middleware: another openapi-fetch client sends the token, and replays a request after a 401', async () => {
  const scenario = await createSignedInScenario()
  const [client] = scenario.clients
  const received: string[] = []
  const seen: number[] = []
  client.tab.network = async (request, next) => {
    if (!request.url.endsWith('/identify')) return next(request)
    received.push(`${request.headers.get('authorization')} ${await request.text()}`)
    return Response.json({}, { status: received.length === 1 ? 401 : 200 })
  }
  const other = createClient<paths>({ baseUrl, fetch: client.tab.ports.fetch })
  other.use({ onResponse: ({ response }) => void seen.push(response.status) }, createSessionMiddleware(client.auth))
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
