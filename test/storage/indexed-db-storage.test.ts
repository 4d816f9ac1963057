import { IDBDatabase, IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPortalAuth, indexedDbStorage } from '../../src/index.ts'
import { baseUrl } from '../support/client/scenario.ts'

let factory: IDBFactory

beforeEach(() => {
  factory = new IDBFactory()
  vi.stubGlobal('indexedDB', factory)
})
afterEach(() => {
  vi.useRealTimers()
  // Now, as the next file in this worker may bring a database of its own.
  vi.unstubAllGlobals()
})

test('F62: an open that never answers is repeated', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { open } = factory
  let opens = 0
  factory.open = (...args) => {
    opens += 1
    return opens === 1 ? ({} as IDBOpenDBRequest) : open.apply(factory, args)
  }
  const storage = indexedDbStorage()
  const written = Promise.resolve(storage.set('key', 'value'))
  await vi.advanceTimersByTimeAsync(2_000)
  await written
  expect(await storage.get('key')).toBe('value')
  expect(opens).toBe(2)
})

test('F62: a database without its object store gets one, and another tab keeps working', async () => {
  await new Promise((resolve) => {
    factory.open('scaikey-portal-auth', 1).onsuccess = ({ target }) => {
      Object(target).result.close()
      resolve(undefined)
    }
  })
  const storage = indexedDbStorage()
  await storage.set('key', 'value')
  expect(await storage.get('key')).toBe('value')
  expect(await indexedDbStorage().get('key')).toBe('value')
})

test.each(['AbortError', 'UnknownError'])(
  'F62: a transaction that ends with %s is repeated over a new connection',
  async (name) => {
    const storage = indexedDbStorage()
    await storage.set('key', 'old')
    const { open } = factory
    let opens = 0
    let losses = 1
    factory.open = (...args) => {
      opens += 1
      return open.apply(factory, args)
    }
    await storage.update?.('key', (value) => {
      losses -= 1
      if (losses === 0) throw new DOMException('the connection was lost', name)
      return `${value}, new`
    })
    expect(await storage.get('key')).toBe('old, new')
    expect(opens).toBe(1)
  },
)

test('F62: a full disk is not tried again', async () => {
  const storage = indexedDbStorage()
  await storage.set('key', 'old')
  let tries = 0
  const full = storage.update?.('key', () => {
    tries += 1
    throw new DOMException('full', 'QuotaExceededError')
  })
  await expect(full).rejects.toThrow()
  expect(tries).toBeLessThanOrEqual(2)
  expect(await storage.get('key')).toBe('old')
})

test('F62: after a transaction that never ends, the next access opens another connection', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const storage = indexedDbStorage()
  const written = Promise.resolve(storage.set('key', 'value'))
  await vi.advanceTimersByTimeAsync(100)
  await written
  const never = { objectStore: () => ({ get: () => ({}) }) }
  const lost = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => never as never)
  void storage.get('key')
  await vi.advanceTimersByTimeAsync(2_000)
  lost.mockRestore()
  const { open } = factory
  let opens = 0
  factory.open = (...args) => {
    opens += 1
    return open.apply(factory, args)
  }
  const read = Promise.resolve(storage.get('key'))
  await vi.advanceTimersByTimeAsync(100)
  expect(await read).toBe('value')
  expect(opens).toBe(1)
})

test('F67: a database that does not open for 8 s at the start shows loading until then, and the stored session by itself', async () => {
  const body = { access_token: 'access', refresh_token: 'refresh', user: {} }
  const fetch = async (): Promise<Response> => Response.json(body)
  const first = createPortalAuth({ baseUrl, fetch, storage: indexedDbStorage() })
  await first.login({ email: 'ada@example.com', password: 'secret' })
  first.dispose()
  vi.useFakeTimers()
  const never = vi.spyOn(factory, 'open').mockImplementation(() => ({}) as never)
  using auth = createPortalAuth({ baseUrl, fetch, storage: indexedDbStorage() })
  await vi.advanceTimersByTimeAsync(8_000)
  expect(auth.session.getSnapshot()).toEqual({ status: 'loading' })
  never.mockRestore()
  for (let second = 0; second < 10; second++) await vi.advanceTimersByTimeAsync(1_000)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
})
