/**
 * Where a session is kept between page loads: a key and a string. Each function may be sync or async.
 */
export interface PortalAuthStorage {
  get(key: string): string | null | undefined | Promise<string | null | undefined>
  set(key: string, value: string): unknown
  remove(key: string): unknown
  /**
   * Replaces a value by what `change` makes of it, with no one else's write in between; undefined leaves it as it is.
   * A store that can do so offers it; without it the client reads, then writes.
   */
  update?(key: string, change: (value: string | null | undefined) => string | undefined): unknown
}

/** Keeps the session in memory: it ends with the page. The default. */
export function memoryStorage(): PortalAuthStorage {
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
