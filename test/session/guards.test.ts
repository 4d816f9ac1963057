import { expect, test, vi } from 'vitest'
import { createPortalAuth, memoryStorage, type PortalAuthStorage } from '../../src/index.ts'
import { baseUrl, createScenario, createSignedInScenario, lifetimeMs, password } from '../support/client/scenario.ts'

/** A storage of one tab that can be slow: `hold` makes the next access of a kind wait until the returned function is called. */
function createSlowStorage() {
  const values = new Map<string, string>()
  const written: string[] = []
  const waits = new Map<string, Promise<void>>()
  const pass = async (access: string): Promise<void> => {
    const wait = waits.get(access)
    waits.delete(access)
    await wait
  }
  const storage: PortalAuthStorage = {
    shared: false,
    // Read before it waits: what arrives late is old.
    get: (key) => {
      const value = values.get(key)
      return pass('get').then(() => value)
    },
    set: async (key, value) => {
      await pass('set')
      written.push(value)
      values.set(key, value)
    },
    remove: (key) => values.delete(key),
  }
  const hold = (access: 'get' | 'set'): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    waits.set(access, promise)
    return resolve
  }
  /** Resolves when the access that was held has begun. */
  const begun = (access: string): Promise<void> => expect.poll(() => waits.has(access)).toBe(false)
  return { storage, written, hold, begun }
}

test('session: a reading that began before the login does not end it', async () => {
  const { storage, hold } = createSlowStorage()
  const release = hold('get')
  const { auth } = createScenario({ client: { storage } })
  await auth.login({ email: 'ada@example.com', password })
  release()
  await auth.getAccessToken()
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

test('session: a login that is still being written when somebody logs out is never shown', async () => {
  const { storage, hold, begun, written } = createSlowStorage()
  const { auth, events } = createScenario({ client: { storage } })
  const seen: string[] = []
  auth.session.subscribe(({ status }) => seen.push(status))
  const release = hold('set')
  const login = auth.login({ email: 'ada@example.com', password })
  await begun('set')
  const logout = auth.logout()
  release()
  await expect(login).rejects.toMatchObject({ code: 'signed_out' })
  await logout
  expect(seen).toEqual(['unknown', 'signed_out'])
  expect(events.map(({ type }) => type)).not.toContain('signed_in')
  expect(JSON.parse(written.at(-1) ?? '')).not.toHaveProperty('session')
})

/** A session whose refresh has its answer and waits for the storage, to read it or to write it. */
async function createRefreshingBench(access: 'get' | 'set') {
  const slow = createSlowStorage()
  const { promise: answered, resolve } = Promise.withResolvers<() => void>()
  const bench = await createSignedInScenario({
    client: { storage: slow.storage },
    network: async (request, next) => {
      const response = await next(request)
      if (request.url.endsWith('/refresh')) resolve(slow.hold(access))
      return response
    },
  })
  const refreshing = bench.auth.refresh().catch((error: unknown) => error)
  const release = await answered
  await slow.begun(access)
  return { ...bench, written: slow.written, refreshing, release }
}

test('session: a refresh that is still being written when somebody logs out is discarded and never shown', async () => {
  const { auth, events, refreshing, release } = await createRefreshingBench('set')
  const seen: string[] = []
  auth.session.subscribe(({ status }) => seen.push(status))
  const logout = auth.logout()
  release()
  await logout
  expect(await refreshing).toMatchObject({ code: 'signed_out' })
  expect(seen).toEqual(['signed_in', 'signed_out'])
  expect(events.map(({ type }) => type)).toContain('refresh_discarded')
  expect(events.map(({ type }) => type)).not.toContain('refresh_succeeded')
})

test('session: the answer to a refresh is not written once somebody has logged out', async () => {
  const { auth, written, refreshing, release } = await createRefreshingBench('get')
  const before = written.length
  const logout = auth.logout()
  release()
  await Promise.all([logout, refreshing])
  expect(written.slice(before).filter((text) => text.includes('accessToken'))).toEqual([])
})

test('session: a lock that is granted only after it was taken away lets nothing happen', async () => {
  const grants: (() => unknown)[] = []
  const { auth, count } = await createSignedInScenario({
    client: {
      storage: { ...memoryStorage(), shared: true },
      lock: {
        async request(_, __, callback) {
          if (grants.push(() => callback({})) > 1) return callback({})
          throw new DOMException('stolen', 'AbortError')
        },
      },
    },
    async network(request, next) {
      // The grant of the first request for the lock arrives when the second has it.
      if (request.url.endsWith('/refresh')) await grants.splice(0)[0]?.()
      return next(request)
    },
  })
  await auth.refresh()
  expect(count('refresh')).toBe(1)
  auth.dispose()
})

test('session: a token that seems to be from the future lives no longer for it', async () => {
  const storage = memoryStorage()
  const { portal, count } = await createSignedInScenario({ client: { storage } })
  let monotonicMs = 0
  const clock = { now: () => portal.clock.now() - 86_400_000, monotonicNow: () => monotonicMs }
  using next = createPortalAuth({ baseUrl, storage, fetch: portal.fetch, clock })
  await next.getAccessToken()
  expect(count('refresh')).toBe(0)
  monotonicMs = lifetimeMs
  await next.getAccessToken()
  expect(count('refresh')).toBe(1)
})

test('session: the life of a token is read from a JWT with every character that one may have', async () => {
  const claims = { iat: 1000, exp: 1060, name: 'ÿþ???>>>~~~ Zoë ✓' }
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  expect(payload).toMatch(/-.*_|_.*-/)
  const fetch = async () => Response.json({ access_token: `e30.${payload}.sig`, refresh_token: 'r', user: {} })
  using auth = createPortalAuth({ baseUrl, fetch, clock: { now: () => 5_000 } })
  const { session } = await auth.login({ email: 'ada@example.com', password })
  expect(session.accessTokenExpiresAtMs).toBe(65_000)
})

test('session: a listener that joins during a change is told of it once', async () => {
  const { auth } = await createSignedInScenario()
  const told: string[] = []
  const view = (): void => {
    told.push(auth.session.getSnapshot().status)
    // As a view does that is drawn anew on each change; not for ever, should it be told over and over.
    if (told.length > 1 && told.length < 5) {
      leave()
      leave = auth.session.subscribe((session) => told.push(`again ${session.status}`))
    }
  }
  let leave = auth.session.subscribe(view)
  await auth.logout()
  expect(told).toEqual(['signed_in', 'signed_out', 'again signed_out'])
})

test('session: a login whose caller leaves while it is written begins no session', async () => {
  const { storage, hold, begun } = createSlowStorage()
  const { auth } = createScenario({ client: { storage } })
  const controller = new AbortController()
  const release = hold('set')
  const login = auth.login({ email: 'ada@example.com', password }, { signal: controller.signal })
  await begun('set')
  controller.abort()
  await expect(login).rejects.toMatchObject({ code: 'aborted' })
  release()
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  await expect.poll(() => storage.get('scaikey-portal-auth.session')).not.toContain('refreshToken')
})

test('session: a login whose caller leaves while its answer is checked is never shown', async () => {
  const controller = new AbortController()
  const validate = (): object => {
    controller.abort()
    return {}
  }
  const { auth, count } = createScenario({
    client: { schemas: { login: { response: { '~standard': { validate } } } } },
  })
  const shown: string[] = []
  auth.session.subscribe(({ status }) => shown.push(status))
  const login = auth.login({ email: 'ada@example.com', password }, { signal: controller.signal })
  await expect(login).rejects.toMatchObject({ code: 'aborted', operation: 'login' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  expect(shown).not.toContain('signed_in')
  expect(count('logout')).toBe(0)
})

test('fetch: the body of an answer that is replaced is let go, however long that takes', async () => {
  const cancel = vi.fn(() => new Promise<void>(() => {}))
  let asked = 0
  const { auth } = await createSignedInScenario({
    network: async (request, next) => {
      if (!request.url.endsWith('/orders')) return next(request)
      asked += 1
      return asked === 1 ? new Response(new ReadableStream({ cancel }), { status: 401 }) : new Response('fine')
    },
  })
  expect(await (await auth.fetch(`${baseUrl}/orders`)).text()).toBe('fine')
  expect(cancel).toHaveBeenCalledOnce()
})
