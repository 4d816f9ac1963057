import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PortalServer, startPortalServer } from '../mock/server/server.ts'
import { expectStep } from './support/client/expect-step.ts'
import { openReactNativeRealm, type ReactNativeRealm } from './support/react-native/realm.ts'

const email = 'ada@example.com'
const password = 'correct horse battery staple'

let realm: ReactNativeRealm
let server: PortalServer
beforeAll(async () => {
  realm = await openReactNativeRealm()
  server = await startPortalServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.portal.reset()
  server.portal.users.add({ email, password, tenants: ['acme'], mfa: ['totp', 'email'] })
})

/** A storage like AsyncStorage: it outlives the app, and has no transactions. */
function asyncStorage() {
  const values = new Map<string, string>()
  return {
    get: async (key: string) => values.get(key) ?? null,
    set: async (key: string, value: string) => void values.set(key, value),
    remove: async (key: string) => void values.delete(key),
  }
}

const storages = { 'in memory': () => undefined, 'like AsyncStorage': asyncStorage }

test.each(Object.entries(storages))(
  'F63: under the polyfills of React Native a whole login, a refresh, a replayed call and a logout work; storage %s',
  async (_, makeStorage) => {
    const { portal, url } = server
    const count = (name: string): number => portal.requests.filter(({ operation }) => operation === name).length
    const { isPortalAuthError, createPortalAuth } = realm.app
    const auth = createPortalAuth({ baseUrl: url, storage: makeStorage() })

    const identified = await auth.identify({ email })
    expectStep(identified, 'password')
    const refused = await identified.authenticate({ password: 'wrong' }).catch((error: unknown) => error)
    expect(isPortalAuthError(refused, 'invalid_credentials')).toBe(true)
    const next = await identified.authenticate({ password })
    expectStep(next, 'mfa')
    await next.sendEmailCode()
    const code = portal.outbox.latest(email)?.code ?? ''
    const { session } = await next.verify({ method: 'email', code })
    expect(session.user.email).toBe(email)

    const before = await auth.getAccessToken()
    await auth.refresh()
    expect(await auth.getAccessToken()).not.toBe(before)
    expect(count('refresh')).toBe(1)

    // The token has expired at the portal only, so that its 401 is what tells the client.
    portal.clock.advance(3_600_000)
    const calls = count('me')
    const response = await auth.fetch(`${url}/api/v1/me`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ email })
    expect([count('refresh'), count('me') - calls]).toEqual([2, 2])

    expect(await auth.logout()).toEqual({ local: 'done', remote: 'done' })
    const signedOut = await auth.getAccessToken().catch((error: unknown) => error)
    expect(isPortalAuthError(signedOut, 'signed_out')).toBe(true)
    auth.dispose()
  },
)

test('F63: under the polyfills of React Native a timeout ends a request', async () => {
  const { isPortalAuthError, createPortalAuth } = realm.app
  const auth = createPortalAuth({ baseUrl: server.url, timeoutMs: 50 })
  server.portal.faults.add({ operation: 'identify', times: 'always', then: { delayMs: 5_000 } })
  const late = await auth.identify({ email }).catch((error: unknown) => error)
  expect(isPortalAuthError(late, 'timeout')).toBe(true)
  auth.dispose()
})

test('react-native: the realm has nothing of a browser that React Native lacks', () => {
  const lacking = ['ReadableStream', 'TextDecoder', 'DOMException', 'structuredClone', 'BroadcastChannel', 'document']
  expect(lacking.filter(realm.has)).toEqual([])
  expect(realm.has('navigator.locks')).toBe(false)
  expect(['fetch', 'Request', 'AbortController', 'URL'].filter((name) => !realm.has(name))).toEqual([])
})
