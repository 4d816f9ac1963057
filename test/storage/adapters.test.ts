import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import { describeStorage } from '../../mock/storage.ts'
import { createFakeBrowser } from '../../mock/tabs.ts'
import {
  createPortalAuth,
  indexedDbStorage,
  memoryStorage,
  type PortalAuthStorage,
  webStorage,
} from '../../src/index.ts'
import { answering } from '../support/client/answering.ts'

/** Creates one value for each name and returns the same one again. */
function byName<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>()
  return (name) => {
    const value = made.get(name) ?? make(name)
    made.set(name, value)
    return value
  }
}

class FakeWebStorage implements Storage {
  readonly #values = new Map<string, string>()
  get length(): number {
    return this.#values.size
  }
  clear(): void {
    this.#values.clear()
  }
  getItem(key: string): string | null {
    return this.#values.get(key) ?? null
  }
  key(index: number): string | null {
    return [...this.#values.keys()][index] ?? null
  }
  removeItem(key: string): void {
    this.#values.delete(key)
  }
  setItem(key: string, value: string): void {
    this.#values.set(key, value)
  }
}

const webStore = byName(() => new FakeWebStorage())
const browser = byName(() => createFakeBrowser({ fetch: async () => new Response() }))

describeStorage('memoryStorage', () => memoryStorage(), { describe, test })
describeStorage('webStorage', (store) => webStorage(webStore(store)), { describe, test })
describeStorage('indexedDbStorage', (store) => indexedDbStorage({ databaseName: store }), { describe, test })
// Twice, as a store on a disk still exists the second time.
for (const again of ['', ', again']) {
  const open = (store: string): PortalAuthStorage => browser(store.replace(again, '')).openTab().ports.storage
  describeStorage(`a fake browser${again}`, open, { describe, test })
}

const broken: Record<string, (good: PortalAuthStorage) => PortalAuthStorage> = {
  'reads null as a word': (good) => ({ ...good, get: async (key) => String(await good.get(key)) }),
  'drops what is long': (good) => ({ ...good, set: (key, value) => good.set(key, value.slice(0, 1_000)) }),
  'removes too much': (good) => ({ ...good, remove: () => good.remove('two') }),
  'replaces without a transaction': (good) => ({
    ...good,
    replace: async (key, value) => {
      const before = await good.get(key)
      await good.set(key, value)
      return before
    },
  }),
  'updates without a transaction': (good) => ({
    ...good,
    update: async (key, change) => {
      const next = change(await good.get(key))
      if (next !== undefined) await good.set(key, next)
    },
  }),
  'tries an update again': (good) => ({
    ...good,
    update: async (key, change) => {
      change(await good.get(key))
      await good.update?.(key, change)
    },
  }),
  'writes undefined': (good) => ({
    ...good,
    update: (key, change) => good.update?.(key, (value) => String(change(value))),
  }),
}

test.each(Object.entries(broken))('describeStorage: an adapter that %s fails the tests', async (_, breakIt) => {
  const failures: string[] = []
  const runs: Promise<void>[] = []
  const good = byName(() => memoryStorage())
  describeStorage('broken', (store) => breakIt(good(store)), {
    describe: (_, define) => define(),
    test: (title, run) => runs.push(run().catch(() => void failures.push(title))),
  })
  await Promise.all(runs)
  expect(failures.length).toBeGreaterThan(0)
})

test('describeStorage: without a runner the error says what to pass', () => {
  expect(() => describeStorage('any', () => memoryStorage())).toThrow('pass { describe, test }')
})

test('indexedDbStorage: a connection that the browser has closed is opened again', async () => {
  const storage = indexedDbStorage({ databaseName: 'closed' })
  await storage.set('key', 'kept')
  const opened = indexedDB.open('closed', 2)
  await new Promise((resolve) => {
    opened.onsuccess = resolve
  })
  opened.result.close()
  indexedDB.deleteDatabase('closed')
  await storage.set('key', 'again')
  expect(await storage.get('key')).toBe('again')
})

test('webStorage: only sessionStorage is known to belong to one tab', () => {
  expect(webStorage(new FakeWebStorage()).shared).toBe(true)
})

test('indexedDbStorage: in a page without IndexedDB the session continues in memory, with a warning', async () => {
  vi.stubGlobal('indexedDB', undefined)
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener() {} })
  const events: string[] = []
  using auth = createPortalAuth({
    baseUrl: 'https://portal.example',
    storage: indexedDbStorage(),
    fetch: answering(200, { access_token: 'a', refresh_token: 'r', user: {} }),
    onEvent: ({ type }) => events.push(type),
  })
  await auth.login({ email: 'ada@example.com', password: 'secret' })
  expect(await auth.getAccessToken()).toBe('a')
  expect(events).toContain('storage_unavailable')
})

/** A keychain that takes at most 2,048 bytes a value, behind a storage that splits longer ones. */
function splitStorage(keychain: Map<string, string>): PortalAuthStorage {
  const limit = 2_048
  const put = (key: string, value: string): void => {
    if (new TextEncoder().encode(value).length > limit) throw new Error('the value is too large')
    keychain.set(key, value)
  }
  return {
    async get(key) {
      const count = keychain.get(key)
      if (count === undefined) return null
      return Array.from({ length: Number(count) }, (_, part) => keychain.get(`${key}.${part}`)).join('')
    },
    async set(key, value) {
      // A character takes at most 3 bytes.
      const parts = value.match(new RegExp(`[^]{1,${Math.floor(limit / 3)}}`, 'g')) ?? []
      for (const [part, text] of parts.entries()) put(`${key}.${part}`, text)
      put(key, String(parts.length))
    },
    remove: async (key) => void keychain.delete(key),
  }
}

const keychain = byName(() => new Map<string, string>())
describeStorage('a keychain in parts', (store) => splitStorage(keychain(store)), { describe, test })

test('storage: a session longer than a keychain takes is kept in parts, and read after a reload', async () => {
  const values = new Map<string, string>()
  const portal = createPortalMock({ seedUsers: false })
  const login = { email: 'ada@example.com', password: 'correct horse battery staple' }
  portal.users.add({ ...login, tenants: ['acme'], firstName: 'A'.repeat(2_048) })
  const open = () =>
    createPortalAuth({ baseUrl: 'https://portal.test', fetch: portal.fetch, storage: splitStorage(values) })
  using auth = open()
  await auth.login(login)
  expect(values.size).toBeGreaterThan(2)
  using reloaded = open()
  expect(await reloaded.ready()).toMatchObject({ status: 'signed_in', user: { email: login.email } })
})
