/**
 * A value that can be read at any time and tells its listeners when it has changed. It is what React's
 * `useSyncExternalStore` takes, and it keeps Svelte's store contract.
 */
export interface Store<T> {
  /** The present value. The same object until the next change. */
  getSnapshot(): T
  /** The value before anything was read or done: what a server renders, and a page that takes up what the server rendered. */
  getInitialSnapshot(): T
  /** Calls `listener` at once with the present value and after each change, until the returned function is called. */
  subscribe(listener: (value: T) => void): () => void
}

/** A {@link Store} and the function that changes it. */
export interface WritableStore<T> extends Store<T> {
  set(next: T): void
}

/**
 * Makes a store. Listeners run after the change, from a copy of the set; what one throws is reported and stops no other.
 */
export function createStore<T>(initial: T): WritableStore<T> {
  const listeners = new Set<(value: T) => void>()
  let value = initial
  return {
    getSnapshot: () => value,
    getInitialSnapshot: () => initial,
    subscribe(listener) {
      // A wrapper of its own, so that the same function may subscribe twice and leave once.
      const entry = (next: T): void => listener(next)
      listeners.add(entry)
      callSafely(() => entry(value))
      return () => {
        listeners.delete(entry)
      }
    },
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) callSafely(() => listener(next))
    },
  }
}

/** Runs a caller's function so that its failure is reported as uncaught and goes no further. */
export function callSafely(run: () => unknown): void {
  try {
    Promise.resolve(run()).catch(reportUncaught)
  } catch (error) {
    reportUncaught(error)
  }
}

function reportUncaught(error: unknown): void {
  if (typeof reportError === 'function') reportError(error)
  // biome-ignore lint/suspicious/noConsole: where there is no reportError (Node), a listener's failure must still be seen.
  else console.error(error)
}
