import type { BrowserContext } from '@playwright/test'

/** Where the client of a page keeps its session. */
export interface SessionStore {
  readonly storage: 'indexedDB' | 'localStorage'
  readonly databaseName: string
  readonly key: string
}

/**
 * Writes a session where the client of an origin reads it. An empty page of that origin does it, which no server is asked
 * for: the app's own would start the client.
 */
export async function keepSession(
  context: BrowserContext,
  origin: string,
  store: SessionStore,
  text: string,
): Promise<void> {
  const page = await context.newPage()
  try {
    const address = `${origin}/scaikey-portal-auth/keep-session`
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
    await page.goto(address)
    await page.evaluate(write, { ...store, text })
  } finally {
    await page.close()
  }
}

/** Runs in the page. */
function write({ storage, databaseName, key, text }: SessionStore & { readonly text: string }): Promise<void> | void {
  if (storage === 'localStorage') return localStorage.setItem(key, text)
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(databaseName)
    opening.onupgradeneeded = () => opening.result.createObjectStore('values')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('values', 'readwrite')
      transaction.objectStore('values').put(text, key)
      transaction.oncomplete = () => {
        opening.result.close()
        resolve()
      }
      transaction.onabort = () => reject(transaction.error)
    }
  })
}
