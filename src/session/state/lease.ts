import { type Clock, pause } from '../../base/clock.ts'
import type { PortalAuthLock } from '../tabs/lock.ts'
import type { Vault } from './vault.ts'

/** How often a tab checks whether the lease is free. */
const pollMs = 100

/**
 * A lock for a browser without Web Locks: a lease in the stored record, which nobody renews. A tab that has seen the same
 * lease held for `maxHoldMs` on its own monotonic clock takes it. So a changed device clock cannot end it early, and a
 * dead tab blocks the others for no longer than that. Each holder has a higher fencing number than the one before.
 */
export function leaseLock(vault: Vault, owner: string, clock: Clock): PortalAuthLock {
  return {
    async run(_, task, { maxHoldMs }) {
      let beganMs = clock.monotonicNow()
      let lease = await acquire(maxHoldMs)
      while (lease === undefined) {
        await pause(clock, pollMs)
        beganMs = clock.monotonicNow()
        lease = await acquire(maxHoldMs)
      }
      try {
        // A tab that slept since then may have lost the lease without noticing.
        // guard: lease that expired while its holder slept
        return await task({ contested: lease.contested || clock.monotonicNow() - beganMs > maxHoldMs })
      } finally {
        await release(lease.fence)
      }
    },
  }

  async function acquire(
    maxHoldMs: number,
  ): Promise<{ readonly fence: number; readonly contested: boolean } | undefined> {
    let fence = 0
    let contested = false
    const { swapped } = await vault.swap((stored) => {
      contested = stored.lease?.held === true
      // guard: lease is held until this tab has seen it for long enough
      if (contested && vault.seenForMs('lease') < maxHoldMs) return undefined
      fence = (stored.lease?.fence ?? 0) + 1
      return { ...stored, lease: { owner, fence, held: true } }
    })
    if (!swapped || vault.isAtomic) return swapped ? { fence, contested } : undefined
    // Another tab may have written at the same time: only a later read shows which lease was stored.
    await pause(clock, pollMs)
    const stored = await vault.read()
    const lease = typeof stored === 'object' ? stored.lease : undefined
    return lease?.owner === owner && lease.fence === fence ? { fence, contested } : undefined
  }

  async function release(fence: number): Promise<void> {
    await vault.swap(({ lease, ...stored }) =>
      lease?.owner === owner && lease.fence === fence ? { ...stored, lease: { ...lease, held: false } } : undefined,
    )
  }
}
