import type { Clock } from '../../base/clock.ts'
import { LockUnavailable, type PortalAuthLock } from './lock.ts'

/** The part of a `LockManager` that is used here. */
export interface LockRequester {
  request<T>(
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    callback: (lock: object | null) => T | Promise<T>,
  ): Promise<T>
}

/**
 * The browser's own lock between tabs: let go by itself when a tab dies, and held in a queue that no throttling slows.
 *
 * @see https://w3c.github.io/web-locks/
 */
export function webLocks(given: LockRequester | undefined, clock: Clock): PortalAuthLock {
  return {
    async run(name, task, { maxHoldMs }) {
      const locks = given ?? findLockManager()
      let running: ReturnType<typeof task> | undefined
      const hold = (contested: boolean) => (lock: object | null) => {
        stopWaiting()
        if (lock === null) throw new LockUnavailable()
        running = task({ contested })
        return running
      }
      const patience = new AbortController()
      const stopWaiting = clock.setTimeout(() => patience.abort(), maxHoldMs)
      try {
        await locks.request(name, { signal: patience.signal }, hold(false))
      } catch (error) {
        if (running === undefined && !patience.signal.aborted) throw new LockUnavailable('', { cause: error })
      } finally {
        stopWaiting()
      }
      // A task whose lock is taken from it runs on: what it writes is fenced by the record's generation.
      if (running === undefined) await Promise.allSettled([locks.request(name, { steal: true }, hold(true))])
      if (running === undefined) throw new LockUnavailable()
      return running
    },
  }
}

function findLockManager(): LockRequester {
  try {
    const { locks } = navigator
    if (typeof locks?.request === 'function') return locks
  } catch (error) {
    // In a sandboxed frame the getter itself throws.
    throw new LockUnavailable('', { cause: error })
  }
  throw new LockUnavailable()
}
