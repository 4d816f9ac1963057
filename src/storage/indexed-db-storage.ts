import type { PortalAuthStorage } from './storage.ts'

const storeName = 'values'

/** What {@link indexedDbStorage} takes. */
export interface IndexedDbStorageOptions {
  /** The name of the database. Default: `scaikey-portal-auth`. */
  readonly databaseName?: string | undefined
}

/**
 * Keeps the session in IndexedDB: it survives the page and is shared between tabs. A transaction belongs to one tab, so a
 * read in it is never stale.
 *
 * @see https://w3c.github.io/IndexedDB/#transaction-construct
 */
export function indexedDbStorage({
  databaseName = 'scaikey-portal-auth',
}: IndexedDbStorageOptions = {}): PortalAuthStorage {
  let opened: Promise<IDBDatabase> | undefined

  function open(): Promise<IDBDatabase> {
    opened ??= openDatabase(databaseName, () => {
      opened = undefined
    }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  /** Runs one transaction. If the browser has closed the connection meanwhile, it is opened once more. */
  async function transact(mode: IDBTransactionMode, work: (store: IDBObjectStore) => void): Promise<void> {
    let transaction: IDBTransaction
    try {
      transaction = (await open()).transaction(storeName, mode)
    } catch {
      opened = undefined
      transaction = (await open()).transaction(storeName, mode)
    }
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      work(transaction.objectStore(storeName))
    })
  }

  return {
    shared: true,
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

function openDatabase(name: string, whenClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      database.onclose = whenClosed
      // Another tab deletes or upgrades the database: it must not wait for this connection.
      database.onversionchange = () => {
        database.close()
        whenClosed()
      }
      resolve(database)
    }
  })
}
