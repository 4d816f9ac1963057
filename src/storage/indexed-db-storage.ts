import { createClock } from '../base/clock.ts'
import type { PortalAuthStorage } from './storage.ts'

const storeName = 'values'

/** How long opening the database, or a transaction, may take, in milliseconds, before another connection is tried. */
const patienceMs = 2_000

/** What {@link indexedDbStorage} takes. */
export interface IndexedDbStorageOptions {
  /** The name of the database. Default: `scaikey-portal-auth`. */
  readonly databaseName?: string | undefined
}

/**
 * Keeps the session in IndexedDB: it survives the page and is shared between tabs. A transaction belongs to one tab, so a
 * read in it is never stale. On a server the session stays `loading`.
 *
 * @see https://w3c.github.io/IndexedDB/#transaction-construct
 */
export function indexedDbStorage({
  databaseName = 'scaikey-portal-auth',
}: IndexedDbStorageOptions = {}): PortalAuthStorage {
  let opening: Promise<IDBDatabase> | undefined
  let opened: IDBDatabase | undefined

  async function run(mode: IDBTransactionMode, work: (store: IDBObjectStore) => void): Promise<void> {
    opening ??= inTime(openDatabase(databaseName, forget))
    // Nothing is awaited over an open connection: a logout is queued before the other tabs are notified of it.
    opened ??= await opening
    const transaction = opened.transaction(storeName, mode)
    // A transaction over a connection that the browser has lost may never end: the next access opens another one.
    const stopTimer = after(patienceMs, forget)
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      work(transaction.objectStore(storeName))
    }).finally(stopTimer)
  }

  /** Runs a transaction; once more over a new connection if the browser closed, lost or never opened the first one. */
  async function transact(mode: IDBTransactionMode, work: (store: IDBObjectStore) => void): Promise<void> {
    try {
      await run(mode, work)
    } catch (error) {
      forget()
      if (error instanceof DOMException && error.name === 'QuotaExceededError') throw error
      await run(mode, work).catch((reason: unknown) => {
        forget()
        throw reason
      })
    }
  }

  function forget(): void {
    opening = undefined
    opened = undefined
  }

  return {
    shared: true,
    get unreachable() {
      return typeof indexedDB === 'undefined' && typeof document === 'undefined'
    },
    async get(key) {
      let value: unknown
      await transact('readonly', (store) => {
        const request = store.get(key)
        request.onsuccess = () => {
          value = request.result
        }
      })
      return asText(value)
    },
    set: (key, value) => transact('readwrite', (store) => void store.put(value, key)),
    remove: (key) => transact('readwrite', (store) => void store.delete(key)),
    async replace(key, value) {
      let before: unknown
      await transact('readwrite', (store) => {
        const request = store.get(key)
        request.onsuccess = () => {
          before = request.result
        }
        store.put(value, key)
        // The page may unload before the browser would commit by itself.
        store.transaction.commit?.()
      })
      return asText(before)
    },
    update: (key, change) =>
      transact('readwrite', (store) => {
        const request = store.get(key)
        request.onsuccess = () => {
          const next = change(asText(request.result))
          if (next !== undefined) store.put(next, key)
        }
      }),
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Waits for the database; rejects with a `TimeoutError`, which the session does not take for an empty storage. */
function inTime<T>(opening: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopWaiting = (): void => {
      const problem =
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'indexedDB.open() did not answer in time'
          : ''
      reject(Object.assign(new Error(problem), { name: 'TimeoutError' }))
    }
    opening.then(resolve, reject).finally(after(patienceMs, stopWaiting))
  })
}

function after(delayMs: number, run: () => void): () => void {
  return createClock().setTimeout(run, delayMs, { background: true })
}

/** Opens the database; without its object store, as an interrupted upgrade leaves it, a version higher. */
function openDatabase(name: string, whenClosed: () => void, version = 1): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      if (!request.result.objectStoreNames.contains(storeName)) request.result.createObjectStore(storeName)
    }
    request.onerror = () => {
      // Another tab has opened it a version higher.
      if (request.error?.name === 'VersionError') resolve(openCurrent(name, whenClosed))
      else reject(request.error)
    }
    request.onsuccess = () => resolve(whole(request.result, name, whenClosed))
  })
}

function openCurrent(name: string, whenClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(whole(request.result, name, whenClosed))
  })
}

function whole(database: IDBDatabase, name: string, whenClosed: () => void): IDBDatabase | Promise<IDBDatabase> {
  if (!database.objectStoreNames.contains(storeName)) {
    database.close()
    return openDatabase(name, whenClosed, database.version + 1)
  }
  database.onclose = whenClosed
  // Another tab deletes or upgrades the database: it must not wait for this connection.
  database.onversionchange = () => {
    database.close()
    whenClosed()
  }
  return database
}
