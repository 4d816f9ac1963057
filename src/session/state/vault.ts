import { type Clock, pause } from '../../base/clock.ts'
import type { PortalAuthStorage } from '../../storage/storage.ts'
import type { PortalAuthLock } from '../tabs/lock.ts'
import type { EmitEvent } from './events.ts'
import { emptyRecord, readRecord, type SessionRecord, writeRecord } from './record.ts'

/** How long one access to the storage may take before it counts as broken. */
const maxAccessMs = 5_000

/** How much longer a tab that was frozen meanwhile waits for an access to the storage. */
const thawMs = 1_000

/** How long to wait before reading a storage without `update`: the write of another tab becomes visible late. */
const settleMs = 25

/** The storage did not answer in time. */
class SlowStorage extends Error {}

/** The one place that reads and writes the stored record. No function rejects. */
export interface Vault {
  /** Whether {@link Vault.swap} is atomic. If not, two tabs may write at the same time. */
  readonly isAtomic: boolean
  /**
   * Reads the stored record. `unreadable` and `slow` are not the same as empty: the storage failed, or did not answer in
   * time.
   */
  read(): Promise<SessionRecord | 'unreadable' | 'slow'>
  /**
   * Replaces the stored record by the result of `change`; undefined writes nothing. Resolves to the record that is stored
   * then, and whether this call wrote it.
   */
  swap(change: Change): Promise<SwapResult>
  /** Does the same for a change that does not depend on the stored record: it writes even if the storage cannot be read. */
  overwrite(change: (stored: SessionRecord) => SessionRecord): Promise<SwapResult>
  /**
   * For how long this tab has seen the same intent or lease in the storage, in milliseconds on its monotonic clock: at most
   * as long as it has been there, and independent of the device clock.
   */
  seenForMs(part: 'intent' | 'lease'): number
}

type Change = (stored: SessionRecord) => SessionRecord | undefined

/** The result of {@link Vault.swap}. */
interface SwapResult {
  readonly swapped: boolean
  readonly record: SessionRecord
}

/** What a vault needs. */
export interface VaultOptions {
  readonly storage: PortalAuthStorage
  readonly key: string
  /** The URL of the portal. */
  readonly portal: string
  /** Prevents two tabs from writing at once if the storage cannot. */
  readonly lock: PortalAuthLock
  readonly clock: Clock
  readonly emit: EmitEvent
}

/** Makes the vault over a storage. If the storage fails, the vault continues in memory and emits an event. */
export function createVault({ storage, key, portal, lock, clock, emit }: VaultOptions): Vault {
  const isAtomic = storage.update !== undefined || storage.shared === false
  let lastSeen = emptyRecord
  // Since when the record in memory is ahead of the stored one, which could not be written.
  let aheadSinceMs: number | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const sightings = { intent: { name: '', sinceMs: 0 }, lease: { name: '', sinceMs: 0 } }

  /** Takes a record that was read, unless the storage lags behind a record that this tab has seen. */
  function see(stored: SessionRecord): SessionRecord {
    const follows = stored.lineage === lastSeen.lineage && stored.generation >= lastSeen.generation
    const replaces =
      aheadSinceMs === undefined
        ? stored.lineage !== lastSeen.lineage
        : stored.tokens !== undefined && stored.tokens.receivedAtMs > aheadSinceMs
    // guard: outdated read of the storage is ignored
    if (!follows && !replaces) return lastSeen
    aheadSinceMs = undefined
    lastSeen = stored
    note('intent', `${stored.intent?.client} ${stored.intent?.attempt}`)
    note('lease', `${stored.lease?.owner} ${stored.lease?.fence}`)
    return stored
  }

  function note(part: 'intent' | 'lease', name: string): void {
    if (sightings[part].name !== name) sightings[part] = { name, sinceMs: clock.monotonicNow() }
  }

  async function read(): Promise<SessionRecord | 'unreadable' | 'slow'> {
    await settle()
    try {
      return see(readRecord(await inTime(async () => storage.get(key)), portal))
    } catch (error) {
      emit({ type: 'storage_unavailable', access: 'read' })
      return error instanceof SlowStorage ? 'slow' : 'unreadable'
    }
  }

  async function swap(change: Change, blindly: boolean): Promise<SwapResult> {
    let next: SessionRecord | undefined
    let wasRead = false
    try {
      await update((text) => {
        wasRead = true
        next = change(see(readRecord(text, portal)))
        return next && writeRecord(next, portal)
      })
      if (next) aheadSinceMs = undefined
    } catch (error) {
      emit({ type: 'storage_unavailable', access: wasRead ? 'write' : 'read' })
      if (!wasRead) next = change(lastSeen)
      const written = next && blindly && !wasRead && (await writeBlindly(next))
      if (next && !written) {
        aheadSinceMs = clock.now()
        // The stored token may have been used by now: no other tab and no reload may send it.
        // A write that is only slow may have arrived, or may still arrive.
        if ((wasRead || blindly) && !(error instanceof SlowStorage)) await succeeds(() => storage.remove(key))
      }
    }
    if (next) lastSeen = next
    return { swapped: next !== undefined, record: lastSeen }
  }

  /** Runs changes one after the other: a slow write must not arrive after a later one. */
  function inTurn(change: Change, blindly: boolean): Promise<SwapResult> {
    const mine = turn.then(() => swap(change, blindly))
    turn = mine
    return mine
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
    if (!isAtomic) await pause(clock, settleMs)
  }

  function inTime<T>(access: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      // In two steps: a tab that was frozen meanwhile gets the second timer to take a result that has arrived.
      let stop = clock.setTimeout(() => {
        stop = clock.setTimeout(() => reject(new SlowStorage()), thawMs)
      }, maxAccessMs)
      access()
        .then(resolve, reject)
        .finally(() => stop())
    })
  }

  function writeBlindly(record: SessionRecord): Promise<boolean> {
    return succeeds(() => storage.set(key, writeRecord(record, portal)))
  }

  /** Whether an access succeeds. */
  function succeeds(access: () => unknown): Promise<boolean> {
    return inTime(async () => access()).then(
      () => true,
      () => false,
    )
  }

  return {
    isAtomic,
    read,
    swap: (change) => inTurn(change, false),
    overwrite: (change) => inTurn(change, true),
    seenForMs: (part) => clock.monotonicNow() - sightings[part].sinceMs,
  }
}
