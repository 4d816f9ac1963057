/** Lets one tab at a time run a task. */
export interface PortalAuthLock {
  /**
   * Runs `task` as the only holder of `name` and settles as it does. A holder that has not let go after `maxHoldMs`,
   * because its tab is frozen or hangs, is passed over: the task is then told that it is `contested`.
   *
   * Rejects with {@link LockUnavailable} where this lock cannot work; the task has not run then.
   */
  run<T>(name: string, task: LockedTask<T>, options: { readonly maxHoldMs: number }): Promise<T>
}

/** What runs under a lock. `contested`: another holder may be at work too. */
export type LockedTask<T> = (hold: { readonly contested: boolean }) => Promise<T>

/** This lock does not work here; another must take over. */
export class LockUnavailable extends Error {
  override readonly name: string = 'LockUnavailable'
}

/** A lock that uses the first of several that works here. */
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

/** The lock of a storage that no other tab sees: there is no one to keep out. */
export const noLock: PortalAuthLock = { run: (_, task) => task({ contested: false }) }
