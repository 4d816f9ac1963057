import type { Clock } from '../base/clock.ts'
import type { EmitEvent } from './events.ts'
import { emptyRecord, readRecord, type SessionRecord, writeRecord } from './session-record.ts'
import type { PortalAuthStorage } from './storage/storage.ts'
import type { PortalAuthLock } from './tabs/lock.ts'

/** How long one access to the storage may take before it counts as broken. */
const maxAccessMs = 5_000

/** How long a storage without `update` is left alone before it is read: what another tab wrote takes a while to show. */
const settleMs = 25

/** The one place that reads and writes the stored record. Neither function rejects. */
export interface Vault {
  /** Whether a {@link Vault.swap} has the storage to itself; without that two tabs may write at the same time. */
  readonly isAtomic: boolean
  /** The stored record; undefined where the storage cannot be read, which is not the same as empty. */
  read(): Promise<SessionRecord | undefined>
  /**
   * Writes what `change` makes of the stored record; undefined writes nothing. Resolves to the record that then stands,
   * and whether it was written here.
   */
  swap(change: (stored: SessionRecord) => SessionRecord | undefined): Promise<SwapResult>
}

/** What a {@link Vault.swap} came to. */
export interface SwapResult {
  readonly swapped: boolean
  readonly record: SessionRecord
}

/** What a vault needs. */
export interface VaultOptions {
  readonly storage: PortalAuthStorage
  readonly key: string
  /** Keeps two tabs from writing at once, where the storage cannot by itself. */
  readonly lock: PortalAuthLock
  readonly clock: Clock
  readonly emit: EmitEvent
}

/** Makes the vault over a storage. Where that fails the vault goes on in memory, and says so with an event. */
export function createVault({ storage, key, lock, clock, emit }: VaultOptions): Vault {
  let lastSeen = emptyRecord
  // Once a write has failed: what is stored then is no longer the session.
  let inMemoryOnly = false

  /** The truth of what was read: a storage that shows less than was seen before lags behind, and does not count. */
  const see = (stored: SessionRecord): SessionRecord => {
    if (stored.lineage !== lastSeen.lineage || stored.generation >= lastSeen.generation) lastSeen = stored
    return lastSeen
  }

  const isAtomic = storage.update !== undefined || storage.shared === false

  return {
    isAtomic,
    async read() {
      if (inMemoryOnly) return lastSeen
      await settle()
      try {
        return see(readRecord(await inTime(async () => storage.get(key))))
      } catch {
        emit({ type: 'storage_unavailable', access: 'read' })
        return undefined
      }
    },
    async swap(change) {
      let result: SwapResult | undefined
      const apply = (stored: SessionRecord): SessionRecord | undefined => {
        const next = change(stored)
        result = { swapped: next !== undefined, record: next ?? stored }
        return next
      }
      if (!inMemoryOnly) {
        try {
          await update((text) => {
            const next = apply(see(readRecord(text)))
            return next && writeRecord(next)
          })
        } catch {
          if (result === undefined) emit({ type: 'storage_unavailable', access: 'read' })
          else await giveUpStorage()
        }
      }
      if (result === undefined) apply(lastSeen)
      const { swapped, record } = result ?? { swapped: false, record: lastSeen }
      lastSeen = record
      return { swapped, record }
    },
  }

  async function update(change: (text: string | null | undefined) => string | undefined): Promise<void> {
    const { update } = storage
    if (update) return inTime(async () => update.call(storage, key, change)).then(() => {})
    await lock.run(`${key}.write`, () => readThenWrite(change), { maxHoldMs: maxAccessMs })
  }

  async function readThenWrite(change: (text: string | null | undefined) => string | undefined): Promise<void> {
    await settle()
    const next = change(await inTime(async () => storage.get(key)))
    if (next !== undefined) await inTime(async () => storage.set(key, next))
  }

  async function settle(): Promise<void> {
    if (!isAtomic) await new Promise<void>((resolve) => clock.setTimeout(resolve, settleMs))
  }

  /** What is still stored may be a token that is spent by now: no other tab, and no reload, must send it. */
  async function giveUpStorage(): Promise<void> {
    inMemoryOnly = true
    emit({ type: 'storage_unavailable', access: 'write' })
    await inTime(async () => storage.remove(key)).catch(() => {})
  }

  function inTime<T>(access: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = clock.setTimeout(() => reject(new Error('the storage does not answer')), maxAccessMs)
      access().then(resolve, reject).finally(stop)
    })
  }
}
