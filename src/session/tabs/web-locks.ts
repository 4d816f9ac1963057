import type { Clock } from '../../base/clock.ts'
import { type LockedTask, LockUnavailable, type PortalAuthLock } from './lock.ts'

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
  return { run }

  async function run<T>(name: string, task: LockedTask<T>, { maxHoldMs }: { readonly maxHoldMs: number }): Promise<T> {
    const locks = given ?? findLockManager()
    const beganMs = clock.monotonicNow()
    let running: Promise<T> | undefined
    let passedOver = false
    const hold = (contested: boolean) => (lock: object | null) => {
      stopWaiting()
      if (lock === null) throw new LockUnavailable()
      // guard: lock that is granted only after it was taken away
      if (passedOver) return undefined
      // A tab that slept while it held or waited may have been passed over without hearing of it.
      // guard: lock that was taken while its holder slept
      running = task({ contested: contested || clock.monotonicNow() - beganMs > maxHoldMs })
      return running
    }
    const patience = new AbortController()
    const stopWaiting = clock.setTimeout(() => patience.abort(), maxHoldMs)
    try {
      await locks.request(name, { signal: patience.signal }, hold(false))
    } catch (error) {
      if (running === undefined && !patience.signal.aborted) {
        // Granted, and taken away before the task began: another tab is at work by now.
        passedOver = isStolen(error)
        if (!passedOver) throw new LockUnavailable('', { cause: error })
      }
    } finally {
      stopWaiting()
    }
    if (passedOver) return run(name, task, { maxHoldMs })
    // A task whose lock is taken from it runs on: what it writes is fenced by the record's generation.
    if (running === undefined) await Promise.allSettled([locks.request(name, { steal: true }, hold(true))])
    if (running === undefined) throw new LockUnavailable()
    return running
  }
}

function isStolen(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
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
