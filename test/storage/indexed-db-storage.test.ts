import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { indexedDbStorage } from '../../src/index.ts'

let factory: IDBFactory

beforeEach(() => {
  factory = new IDBFactory()
  vi.stubGlobal('indexedDB', factory)
})
afterEach(() => vi.useRealTimers())

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
