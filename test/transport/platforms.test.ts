import { afterEach, expect, test, vi } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import {
  createPortalAuth,
  type PortalAuthEvent,
  type PortalAuthOptions,
  type PortalAuthStorage,
} from '../../src/index.ts'
import { answering } from '../support/client/answering.ts'

const baseUrl = 'https://portal.example'
const user = { email: 'plain@acme.example', password: 'plain-password-1' }

/** Replaces members of the platform's objects for one test. */
const restores: (() => void)[] = []
function replace(target: object, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value, configurable: true, writable: true })
  restores.push(() => (before ? Object.defineProperty(target, name, before) : Reflect.deleteProperty(target, name)))
}

afterEach(() => {
  for (const restore of restores.splice(0).reverse()) restore()
})

/** A storage that other tabs share, as far as the client knows. */
function sharedStorage(): PortalAuthStorage {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key),
    set: (key, value) => values.set(key, value),
    remove: (key) => values.delete(key),
    update(key, change) {
      const next = change(values.get(key))
      if (next !== undefined) values.set(key, next)
    },
  }
}

/** A signal as in abort-controller 3, which React Native ships, and as in jsdom: not the one of the platform's Request. */
class ForeignController {
  readonly signal = Object.assign(new EventTarget(), { aborted: false })
  abort(): void {
    this.signal.aborted = true
    this.signal.dispatchEvent(new Event('abort'))
  }
}

const platforms: readonly (readonly [string, () => void])[] = [
  ['signals without throwIfAborted', () => replace(AbortSignal.prototype, 'throwIfAborted', undefined)],
  ['the AbortController of another platform', () => vi.stubGlobal('AbortController', ForeignController)],
  ['no TextDecoder', () => vi.stubGlobal('TextDecoder', undefined)],
  [
    'a BroadcastChannel that throws',
    () =>
      vi.stubGlobal(
        'BroadcastChannel',
        class {
          constructor() {
            throw new DOMException('denied', 'SecurityError')
          }
        },
      ),
  ],
  ['a location without an origin', () => vi.stubGlobal('location', { href: 'about:blank', origin: 'null' })],
  [
    'a URL without origin and protocol',
    () => {
      const missing = {
        get() {
          throw new Error('URL.origin is not implemented')
        },
        configurable: true,
      }
      for (const name of ['origin', 'protocol']) {
        const before = Object.getOwnPropertyDescriptor(URL.prototype, name)
        Object.defineProperty(URL.prototype, name, missing)
        restores.push(() => Object.defineProperty(URL.prototype, name, before ?? {}))
      }
    },
  ],
  ['no findLast', () => replace(Array.prototype, 'findLast', undefined)],
  ['no Object.hasOwn', () => replace(Object, 'hasOwn', undefined)],
  ['no performance', () => vi.stubGlobal('performance', undefined)],
  ['a platform that says offline', () => vi.stubGlobal('navigator', { onLine: false })],
]

/** A portal that uses as little of the platform as a test of the client allows. */
async function answer(request: Request): Promise<Response> {
  const isPortal = request.url.includes('/auth/')
  const text = isPortal ? '{"access_token":"access","refresh_token":"refresh","user":{}}' : '{}'
  return { ok: true, status: 200, headers: new Headers(), text: async () => text } as Response
}

test.each(platforms)('F63: with %s a login, a call, a refresh and a logout work', async (_, limit) => {
  limit()
  const events: string[] = []
  const onEvent = ({ type }: PortalAuthEvent): void => void events.push(type)
  const auth = createPortalAuth({ baseUrl, fetch: answer, storage: sharedStorage(), onEvent })
  await auth.login(user)
  expect((await auth.fetch(`${baseUrl}/api/v1/me`)).status).toBe(200)
  await auth.refresh()
  expect((await auth.logout()).remote).toBe('done')
  expect(events.includes('storage_unavailable')).toBe(false)
  auth.dispose()
})

test('F63: what the platform lacks is not reported as the network', async () => {
  vi.stubGlobal(
    'Request',
    class {
      constructor() {
        throw new TypeError('Request is not implemented')
      }
    },
  )
  const auth = createPortalAuth({ baseUrl, fetch: answering(200, {}) })
  const error = await auth.login(user).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'unexpected_response', retryable: false })
  expect(error).toMatchObject({ cause: { message: 'Request is not implemented' } })
  auth.dispose()
})

test('F63: globalThis.fetch may be replaced by auth.fetch', async () => {
  const portal = createPortalMock()
  vi.stubGlobal('fetch', (input: Request) => portal.fetch(new Request(input)))
  const auth = createPortalAuth({ baseUrl })
  globalThis.fetch = auth.fetch
  await auth.login(user)
  expect((await fetch(`${baseUrl}/api/v1/me`)).status).toBe(200)
  auth.dispose()
})

test('F63: globalThis.fetch may be replaced by a function that calls auth.fetch', async () => {
  const sent: string[] = []
  vi.stubGlobal('fetch', async (input: Request | string) => {
    const request = new Request(input)
    sent.push(`${request.url} ${request.headers.get('authorization')}`)
    return answer(request)
  })
  const auth = createPortalAuth({ baseUrl })
  let depth = 0
  vi.stubGlobal('fetch', (...call: Parameters<typeof auth.fetch>) => {
    depth += 1
    if (depth > 20) throw new Error('fetch goes round in circles')
    return auth.fetch(...call)
  })
  await auth.login(user)
  await fetch(`${baseUrl}/api/v1/me`)
  await fetch('https://elsewhere.example/')
  expect(sent).toEqual([
    `${baseUrl}/api/v1/auth/login null`,
    `${baseUrl}/api/v1/me Bearer access`,
    'https://elsewhere.example/ null',
  ])
  auth.dispose()
})

test('F63: a client can be made after globalThis.fetch was replaced by the fetch of another, as in a hot reload', async () => {
  const portal = createPortalMock()
  vi.stubGlobal('fetch', (input: Request) => portal.fetch(new Request(input)))
  for (let reload = 0; reload < 3; reload++) {
    const auth = createPortalAuth({ baseUrl })
    globalThis.fetch = auth.fetch
    await auth.login(user)
    expect((await fetch(`${baseUrl}/api/v1/me`)).status).toBe(200)
    auth.dispose()
  }
})

test('F63: the option fetch must not be the fetch of a client', async () => {
  const other = createPortalAuth({ baseUrl })
  const auth = createPortalAuth({ baseUrl, fetch: other.fetch })
  await expect(auth.login(user)).rejects.toThrow('fetch must not be the fetch of a client')
})

test.each<[string, (token: () => Promise<string>) => Partial<PortalAuthOptions>]>([
  ['headers', (token) => ({ headers: async () => ({ 'x-token': await token() }) })],
  ['credentials', (token) => ({ credentials: async () => ((await token()) ? 'include' : 'omit') })],
])('F63: %s that wait for the refresh they belong to are found at once', async (name, optionOf) => {
  const portal = createPortalMock()
  let auth = createPortalAuth({ baseUrl, fetch: portal.fetch, clock: portal.clock })
  await auth.login(user)
  let isOn = false
  const storage = sharedStorage()
  auth = createPortalAuth({
    baseUrl,
    fetch: portal.fetch,
    clock: portal.clock,
    storage,
    ...optionOf(async () => (isOn ? auth.getAccessToken() : 'none')),
  })
  await auth.login(user)
  isOn = true
  portal.clock.advance(7_200_000)
  const error = await auth.getAccessToken().catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'unexpected_response', retryable: false })
  expect(String(error)).toContain(name)
  auth.dispose()
})
