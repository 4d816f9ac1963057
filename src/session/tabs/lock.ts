/** Lets one tab at a time run a task. */
export interface PortalAuthLock {
  /**
   * Runs `task` as the only holder of `name` and settles as it does. A holder that has not released the lock after
   * `maxHoldMs`, because its tab is frozen or hangs, loses it: the task then runs as `contested`.
   *
   * Rejects with {@link LockUnavailable} if this lock does not work here; the task has not run then.
   */
  run<T>(name: string, task: LockedTask<T>, options: { readonly maxHoldMs: number }): Promise<T>
}

/** A task that runs under a lock. `contested`: another holder may still run too. */
export type LockedTask<T> = (hold: { readonly contested: boolean }) => Promise<T>

/** This lock does not work here; another one must take over. */
export class LockUnavailable extends Error {
  override readonly name: string = 'LockUnavailable'
}

/** A lock that uses the first of several locks that works here. */
export function firstAvailable(...locks: readonly PortalAuthLock[]): PortalAuthLock {
  return {
    async run(name, task, options) {
      let unavailable: unknown
      for (const lock of locks) {
        try {
          return await lock.run(name, task, options)
        } catch (error) {
          if (!(error instanceof LockUnavailable)) throw error
          unavailable = error
        }
      }
      throw unavailable
    },
  }
}

/** The lock of a storage that no other tab shares. */
export const noLock: PortalAuthLock = { run: (_, task) => task({ contested: false }) }
