import type { PortalAuth } from '../../../src/index.ts'

/** The same client, except that `onPromise` is called with each promise that a method of it returns. */
export function watchPromises(auth: PortalAuth, onPromise: (promise: Promise<unknown>) => void): PortalAuth {
  // A method stays the same function, as that of the client does.
  const watched = new Map<PropertyKey, unknown>()
  return new Proxy(auth, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const known = watched.get(name)
      if (known !== undefined) return known
      const method = (...given: unknown[]): unknown => {
        const result: unknown = value(...given)
        if (result instanceof Promise) onPromise(result)
        return result
      }
      watched.set(name, method)
      return method
    },
  })
}
