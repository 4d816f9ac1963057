import type { PortalAuthStorage } from './storage.ts'

/**
 * Keeps the session in a `Storage` of the page: `sessionStorage` survives a reload of one tab, `localStorage` survives the tab.
 *
 * For one tab only. A tab may read a `localStorage` value that another tab has just replaced, even under a lock, and
 * sending a replaced refresh token costs the session. Use `indexedDbStorage` to share a session between tabs.
 */
export function webStorage(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): PortalAuthStorage {
  return {
    shared: !isSessionStorage(storage),
    get: (key) => storage.getItem(key),
    set: (key, value) => storage.setItem(key, value),
    remove: (key) => storage.removeItem(key),
  }
}

function isSessionStorage(storage: object): boolean {
  try {
    return storage === sessionStorage
  } catch {
    return false
  }
}
