import type { PortalAuthStorage } from './storage.ts'

/**
 * Keeps the session in a `Storage` of the page: `sessionStorage` outlives a reload of one tab, `localStorage` the tab.
 *
 * For one tab. A tab may read what another has just replaced in `localStorage`, even under a lock, and a replaced refresh
 * token costs the session; to share a session between tabs use `indexedDbStorage`.
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
