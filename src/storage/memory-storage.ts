import type { PortalAuthStorage } from './storage.ts'

/** Keeps the session in memory until the page unloads. The default. */
export function memoryStorage(): PortalAuthStorage {
  const values = new Map<string, string>()
  return {
    shared: false,
    get: (key) => values.get(key),
    set: (key, value) => values.set(key, value),
    remove: (key) => values.delete(key),
    update(key, change) {
      const next = change(values.get(key))
      if (next !== undefined) values.set(key, next)
    },
  }
}
