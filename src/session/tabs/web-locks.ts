import type { Clock } from '../../base/clock.ts'

/** The part of a `LockManager` that is used here. */
export interface LockRequester {
  request<T>(
    name: string,
    options: { readonly mode?: 'exclusive' | 'shared'; readonly signal?: AbortSignal },
    callback: (lock: object | null) => T | Promise<T>,
  ): Promise<T>
}

/** Locks between tabs. Neither function rejects if the browser has no locks. */
export interface TabLocks {
  /** Runs `task` while it holds a lock; `locked` is false if the lock was not granted in time, or does not work here. */
  hold<T>(name: string, task: (locked: boolean) => Promise<T>): Promise<T>
  /** Waits until a lock is free, at most for `maxMs`. Resolves to whether it is free, as far as this browser can tell. */
  isFree(name: string, maxMs: number): Promise<boolean>
}

/** How long to wait for a lock that no other tab should hold for longer, in milliseconds. */
const maxGrantMs = 5_000

/**
 * The browser's own locks. The browser releases them when a tab dies, and throttling does not slow their queue.
 *
 * @see https://w3c.github.io/web-locks/
 */
export function webLocks(given: LockRequester | undefined, clock: Clock): TabLocks {
  function request(
    name: string,
    maxMs: number,
    mode: 'exclusive' | 'shared',
    settle: (granted: boolean) => unknown,
  ): void {
    const waiting = new AbortController()
    const stop = clock.setTimeout(() => {
      settle(false)
      waiting.abort()
    }, maxMs)
    const granted = (lock: object | null): unknown => {
      stop()
      return settle(lock !== null)
    }
    const unavailable = (): void => {
      stop()
      settle(false)
    }
    try {
      // In a sandboxed frame the getter itself throws.
      const locks: LockRequester = given ?? navigator.locks
      locks.request(name, { mode, signal: waiting.signal }, granted).catch(unavailable)
    } catch {
      unavailable()
    }
  }

  return {
    hold: (name, task) =>
      new Promise((resolve) => {
        let running: ReturnType<typeof task> | undefined
        request(name, maxGrantMs, 'exclusive', (locked) => {
          running ??= task(locked)
          resolve(running)
          return running
        })
      }),
    isFree: (name, maxMs) => new Promise((resolve) => request(name, maxMs, 'shared', resolve)),
  }
}

/** The locks of a storage that no other tab shares: nobody else holds one. */
export const noLocks: TabLocks = { hold: (_, task) => task(true), isFree: async () => true }
