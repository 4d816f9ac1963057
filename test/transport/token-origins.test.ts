import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createPortalAuth } from '../../src/index.ts'
import { baseUrl, createSignedInScenario } from '../support/client/scenario.ts'

const _orders = `${baseUrl}/orders`

test('F37: the token is sent to the API’s origins only, and does not follow a redirect to another', async () => {
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

test('fetch: the token is sent to no other origin', async () => {
  const seen: (string | null)[] = []
  const { auth } = await createSignedInScenario({
    client: { apiOrigins: ['https://api.example'] },
    network: async (request, next) => {
      if (request.url.startsWith(baseUrl)) return next(request)
      seen.push(request.headers.get('authorization'))
      return new Response()
    },
  })
  await auth.fetch('https://elsewhere.example/')
  await auth.fetch('https://api.example/')
  expect(seen).toEqual([null, expect.stringMatching(/^Bearer ./)])
})
