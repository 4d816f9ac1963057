/** The part of the Web Locks API that a tab uses. */
export interface FakeLockManager {
  /**
   * Runs `callback` while it holds the lock. Settles as `callback` does; rejects with an `AbortError` if the lock is stolen,
   * with the signal's reason if aborted while it waits.
   */
  request<T>(
    name: string,
    options: {
      readonly mode?: 'exclusive' | 'shared'
      readonly signal?: AbortSignal
      readonly steal?: boolean
      readonly ifAvailable?: boolean
    },
    callback: (lock: { readonly name: string; readonly mode: 'exclusive' } | null) => T | Promise<T>,
  ): Promise<T>
}

/** The locks that the tabs of a browser share. */
export interface FakeLocks {
  managerFor(tab: object, deliver: <T>(value: Promise<T>) => Promise<T>): FakeLockManager
  /** Releases every lock that a tab holds or waits for. */
  release(tab: object): void
}

interface Claim {
  readonly tab: object
  readonly grant: () => void
  readonly lose: () => void
}

/** Makes the exclusive locks of one browser: a queue for each lock name. */
export function createFakeLocks(): FakeLocks {
  const queues = new Map<string, Claim[]>()

  const leave = (name: string, claim: Claim): void => {
    const queue = queues.get(name) ?? []
    const wasFirst = queue[0] === claim
    const rest = queue.filter((other) => other !== claim)
    queues.set(name, rest)
    if (wasFirst) rest[0]?.grant()
  }

  return {
    managerFor: (tab, deliver) => ({
      request: (name, { signal, steal = false, ifAvailable = false }, callback) =>
        new Promise((resolve, reject) => {
          const queue = queues.get(name) ?? []
          if (ifAvailable && queue.length > 0) {
            deliver(Promise.resolve(null)).then(callback).then(resolve, reject)
            return
          }
          const abort = (): void => {
            leave(name, claim)
            reject(signal?.reason)
          }
          const claim: Claim = {
            tab,
            lose: () =>
              void deliver(Promise.reject(new DOMException('The lock was stolen', 'AbortError'))).catch(reject),
            grant() {
              signal?.removeEventListener('abort', abort)
              deliver(Promise.resolve({ name, mode: 'exclusive' as const }))
                .then(callback)
                .then(resolve, reject)
                .finally(() => leave(name, claim))
            },
          }
          if (signal?.aborted) {
            reject(signal.reason)
            return
          }
          signal?.addEventListener('abort', abort, { once: true })
          if (steal) {
            queue[0]?.lose()
            queues.set(name, [claim, ...queue.slice(1)])
            claim.grant()
          } else {
            queues.set(name, [...queue, claim])
            if (queue.length === 0) claim.grant()
          }
        }),
    }),
    release(tab) {
      for (const [name, queue] of queues) {
        for (const claim of queue.filter((waiting) => waiting.tab === tab).reverse()) leave(name, claim)
      }
    },
  }
}
