import { expect, test } from 'vitest'
import { createPortalAuth, createPortalClient } from '../../src/index.ts'
import { baseUrl, createScenario, password } from '../support/client/scenario.ts'

const me = `${baseUrl}/api/v1/me`

test('portal client: the global fetch is looked up at each call', async () => {
  const { portal } = createScenario()
  const auth = createPortalAuth({ baseUrl })
  const before = globalThis.fetch
  globalThis.fetch = (input, init) => portal.fetch(new Request(input, init))
  try {
    await auth.login({ email: 'ada@example.com', password })
    expect((await auth.fetch(me)).status).toBe(200)
    expect(
      (await createPortalClient(auth).POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })).response
        .status,
    ).toBe(200)
  } finally {
    globalThis.fetch = before
  }
})

test('portal client: a middleware on it does not see the login', async () => {
  const { auth } = createScenario()
  const seen: string[] = []
  const client = createPortalClient(auth)
  client.use({
    onRequest({ request }) {
      seen.push(request.url)
      return undefined
    },
  })
  await auth.login({ email: 'ada@example.com', password })
  expect(seen).toEqual([])
  await client.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })
  expect(seen).toHaveLength(1)
})
