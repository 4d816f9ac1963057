/**
 * A value that can be read at any time and notifies its listeners when it changes. It fits React's
 * `useSyncExternalStore` and Svelte's store contract.
 */
export interface Store<T> {
  /** The current value: the same object until the next change. */
  getSnapshot(): T
  /** The value before anything was read: for rendering on a server, and during hydration. */
  getInitialSnapshot(): T
  /** Calls `listener` at once with the current value and after each change, until the returned function is called. */
  subscribe(listener: (value: T) => void): () => void
}

/** A {@link Store} and the function that changes it. */
export interface WritableStore<T> extends Store<T> {
  set(next: T): void
}

/**
 * Makes a store. Listeners run after the change, from a copy of the set; an error that one throws is reported and does
 * not stop the others.
 */
export function createStore<T>(initial: T): WritableStore<T> {
  const listeners = new Set<(value: T) => void>()
  let value = initial
  return {
    getSnapshot: () => value,
    getInitialSnapshot: () => initial,
    subscribe(listener) {
      // A new wrapper, so that the same function can subscribe twice and unsubscribe once.
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

/** Runs a caller's function. An error in it is reported as uncaught and does not propagate. */
export function callSafely(run: () => unknown): void {
  try {
    Promise.resolve(run()).catch(reportUncaught)
  } catch (error) {
    reportUncaught(error)
  }
}

function reportUncaught(error: unknown): void {
  if (typeof reportError === 'function') reportError(error)
  // biome-ignore lint/suspicious/noConsole: Node has no reportError, and a listener's failure must be visible.
  else console.error(error)
}
