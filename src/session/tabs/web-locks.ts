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
 * The browser's own lock between tabs. The browser releases it when a tab dies, and throttling does not slow its queue.
 *
 * @see https://w3c.github.io/web-locks/
 */
export function webLocks(given: LockRequester | undefined, clock: Clock): PortalAuthLock {
  return { run }

  async function run<T>(name: string, task: LockedTask<T>, { maxHoldMs }: { readonly maxHoldMs: number }): Promise<T> {
    const locks = given ?? findLockManager()
    const beganMs = clock.monotonicNow()
    let running: Promise<T> | undefined
    let stolen = false
    const hold = (contested: boolean) => (lock: object | null) => {
      stopWaiting()
      if (lock === null) throw new LockUnavailable()
      // guard: lock that is granted only after it was taken away
      if (stolen) return undefined
      // A tab that slept while it held or waited may have lost the lock without noticing.
      // guard: lock that was taken while its holder slept
      running = task({ contested: contested || clock.monotonicNow() - beganMs > maxHoldMs })
      return running
    }
    const waiting = new AbortController()
    const stopWaiting = clock.setTimeout(() => waiting.abort(), maxHoldMs)
    try {
      await locks.request(name, { signal: waiting.signal }, hold(false))
    } catch (error) {
      if (running === undefined && !waiting.signal.aborted) {
        // Granted, and stolen before the task began: another tab runs by now.
        stolen = isStolen(error)
        if (!stolen) throw new LockUnavailable('', { cause: error })
      }
    } finally {
      stopWaiting()
    }
    if (stolen) return run(name, task, { maxHoldMs })
    // A task whose lock is stolen continues: the generation of the record fences off its writes.
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
