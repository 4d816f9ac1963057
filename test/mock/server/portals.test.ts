import { expect, onTestFinished, test } from 'vitest'
import { startPortalServer } from '../../../mock/server/server.ts'
import { createDriver, createTestPortal, NOON_MS } from '../../support/mock/driver.ts'

const plain = { email: 'plain@acme.example', password: 'plain-password-1' }

async function createServed() {
  const server = await startPortalServer({ clock: { now: () => NOON_MS }, seed: 5, selfCheck: true })
  onTestFinished(() => server.close())
  const at = (base: string, headers: Record<string, string> = {}) =>
    createDriver((path, init) =>
      fetch(`${server.url}${base}${path}`, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers },
      }),
    )
  return {
    server,
    at,
    shared: at(''),
    keyed: (key: string) => at('', { 'x-mock-portal': key }),
    below: (key: string) => at(`/p/${key}`),
  }
}

test('portals: a key in the header or path selects a separate portal, no key the shared one', async () => {
  const { server, shared, keyed, below } = await createServed()
  const token = (await keyed('one').login(plain)).body['refresh_token']
  expect((await below('one').refresh(token)).status).toBe(200)
  expect((await below('two').refresh(token)).status).toBe(401)
  expect((await shared.refresh(token)).status).toBe(401)
  expect(server.portal.requests.map(({ operation }) => operation)).toEqual(['refresh'])
  expect((await shared.get('/__mock__/portals')).body).toEqual(['one', 'two'])
})

test('portals: a new key starts from the seed, independent of the shared portal', async () => {
  const { server, shared, keyed } = await createServed()
  server.portal.users.add({ email: 'grace@example.com', password: 'pw' })
  const expected = createTestPortal({ seed: 5 }).portal.users.list()
  expect((await keyed('fresh').get('/__mock__/users')).body).toEqual(JSON.parse(JSON.stringify(expected)))
  expect((await shared.get('/__mock__/users')).body).toHaveLength(expected.length + 1)
})

test('portals: a new key has the options of the given portal', async () => {
  const { portal: given } = createTestPortal({ seed: 7, policy: { refusals: { invalidCredentials: { status: 400 } } } })
  const server = await startPortalServer({ portal: given })
  onTestFinished(() => server.close())
  given.users.add({ email: 'grace@example.com', password: 'pw' })
  const { get, login } = createDriver((path, init) => fetch(`${server.url}/p/one${path}`, init))
  expect((await get('/__mock__/users')).body).toEqual(
    JSON.parse(JSON.stringify(createTestPortal({ seed: 7 }).portal.users.list())),
  )
  expect((await login({ ...plain, password: 'wrong' })).status).toBe(400)
  await expect(startPortalServer({ portal: given, seed: 7 })).rejects.toThrow(
    'startPortalServer(): "seed" has no effect together with "portal"; pass it to',
  )
  await expect(startPortalServer({ portal: given, seed: undefined }).then((other) => other.close())).resolves.toBe(
    undefined,
  )
})

test('portals: each key has its own clock, faults and journal', async () => {
  const { below, keyed } = await createServed()
  await below('one').post('/__mock__/clock', { advanceMs: 5000 })
  await below('one').post('/__mock__/faults', { operation: 'identify', then: { status: 503 } })
  expect((await keyed('two').get('/__mock__/clock')).body).toEqual({ nowMs: NOON_MS })
  expect([
    (await below('two').identify('a@b.example')).status,
    (await keyed('one').identify('a@b.example')).status,
  ]).toEqual([200, 503])
  expect((await keyed('two').get('/__mock__/requests')).body).toHaveLength(1)
})

test('portals: twenty concurrent logins in twenty portals do not affect each other', async () => {
  const { below } = await createServed()
  const tokens = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => (await below(`t${i}`).login(plain)).body['refresh_token']),
  )
  // The same seed and the same requests: the same token, good in each portal once.
  expect(new Set(tokens).size).toBe(1)
  const statuses = await Promise.all(tokens.map(async (token, i) => (await below(`t${i}`).refresh(token)).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
})

test('portals: a planned redirect to another origin is unchanged', async () => {
  const { server, below } = await createServed()
  for (const location of ['/elsewhere', 'https://elsewhere.example/x']) {
    await below('one').post('/__mock__/faults', { operation: 'me', then: { status: 302, headers: { location } } })
    const response = await fetch(`${server.url}/p/one/api/v1/me`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, location])
  }
})

test('portals: a redirect keeps the prefix', async () => {
  const { server } = await createServed()
  const response = await fetch(`${server.url}/p/one/api/v1/auth/identify/`, { method: 'POST', redirect: 'manual' })
  expect(response.headers.get('location')).toBe(`${server.url}/p/one/api/v1/auth/identify`)
})

test('portals: DELETE removes one or all, and an invalid key is rejected', async () => {
  const { server, shared, keyed, below } = await createServed()
  for (const key of ['a', 'b', 'c']) await keyed(key).identify('x@y.example')
  const drop = async (query: string) =>
    (await fetch(`${server.url}/__mock__/portals${query}`, { method: 'DELETE' })).json()
  expect([await drop('?key=b'), await drop('')]).toEqual([['a', 'c'], []])
  expect(await drop('?key=b')).toEqual({ detail: 'DELETE /__mock__/portals: no portal with key b' })
  await keyed('d').identify('x@y.example')
  expect(await drop('?Key=d')).toEqual({
    detail: 'DELETE /__mock__/portals: unknown query parameter "Key"; expected key',
  })
  expect((await shared.get('/__mock__/portals')).body).toEqual(['d'])
  expect((await shared.post('/__mock__/portals', {})).status).toBe(405)
  expect((await below('a%20b').identify('x@y.example')).body['detail']).toContain('must be 1 to 100 characters')
  expect((await keyed('').identify('x@y.example')).status).toBe(400)
})
