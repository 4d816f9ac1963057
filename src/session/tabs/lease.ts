import type { Clock } from '../../base/clock.ts'
import type { Lease } from '../session-record.ts'
import type { Vault } from '../vault.ts'
import type { PortalAuthLock } from './lock.ts'

/** When a lease ends that its holder has let go of. */
const letGo = 0

/** How often a tab looks whether the lease is free. */
const pollMs = 100

/**
 * A lock for a browser without locks: a lease in the stored record, good for a while and renewed by nobody, so that a
 * tab that dies holds up the others no longer than that. Each holder has a higher fencing number than the one before.
 */
export function leaseLock(vault: Vault, owner: string, clock: Clock): PortalAuthLock {
  return {
    async run(_, task, { maxHoldMs }) {
      let lease = await acquire(maxHoldMs)
      while (lease === undefined) {
        await new Promise<void>((resolve) => clock.setTimeout(resolve, pollMs))
        lease = await acquire(maxHoldMs)
      }
      try {
        const { fence, contested } = lease
        return await task({
          contested,
          owns: (record) => record.lease?.owner === owner && record.lease.fence === fence,
        })
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
      const nowMs = clock.now()
      if (isHeld(stored.lease, nowMs, maxHoldMs)) return undefined
      fence = (stored.lease?.fence ?? 0) + 1
      // Run out, and not let go of.
      contested = stored.lease !== undefined && stored.lease.untilMs !== letGo
      return { ...stored, lease: { owner, fence, untilMs: nowMs + maxHoldMs } }
    })
    if (!swapped || vault.isAtomic) return swapped ? { fence, contested } : undefined
    // Another tab may have written at the same time: whose lease it became shows after a while.
    await new Promise<void>((resolve) => clock.setTimeout(resolve, pollMs))
    const lease = (await vault.read())?.lease
    return lease?.owner === owner && lease.fence === fence ? { fence, contested } : undefined
  }

  async function release(fence: number): Promise<void> {
    await vault.swap(({ lease, ...stored }) =>
      lease?.owner === owner && lease.fence === fence ? { ...stored, lease: { ...lease, untilMs: letGo } } : undefined,
    )
  }
}

/** A lease that ends later than any could, as after the clock was set back, holds nobody up. */
function isHeld(lease: Lease | undefined, nowMs: number, maxHoldMs: number): boolean {
  return lease !== undefined && lease.untilMs > nowMs && lease.untilMs <= nowMs + maxHoldMs
}
