import { type Clock, pause } from '../../base/clock.ts'
import type { PortalAuthStorage } from '../../storage/storage.ts'
import type { PortalAuthLock } from '../tabs/lock.ts'
import type { EmitEvent } from './events.ts'
import { emptyRecord, readRecord, type SessionRecord, writeRecord } from './record.ts'

/** How long one access to the storage may take before it counts as broken. */
const maxAccessMs = 5_000

/** How long a storage without `update` is left alone before it is read: what another tab wrote takes a while to show. */
const settleMs = 25

/** The storage has not answered in time. */
class SlowStorage extends Error {}

/** The one place that reads and writes the stored record. No function rejects. */
export interface Vault {
  /** Whether a {@link Vault.swap} has the storage to itself; without that two tabs may write at the same time. */
  readonly isAtomic: boolean
  /** The stored record; undefined where the storage cannot be read, which is not the same as empty. */
  read(): Promise<SessionRecord | undefined>
  /**
   * Writes what `change` makes of the stored record; undefined writes nothing. Resolves to the record that then stands,
   * and whether it was changed here.
   */
  swap(change: Change): Promise<SwapResult>
  /** Does the same for a change that holds whatever is stored: it is written even where the storage cannot be read. */
  overwrite(change: (stored: SessionRecord) => SessionRecord): Promise<SwapResult>
  /**
   * For how long the same intent or lease has been found in the storage, in milliseconds of this tab's monotonic clock:
   * never longer than it has been there, whatever the device clock says.
   */
  seenForMs(part: 'intent' | 'lease'): number
}

type Change = (stored: SessionRecord) => SessionRecord | undefined

/** What a {@link Vault.swap} came to. */
interface SwapResult {
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
  const isAtomic = storage.update !== undefined || storage.shared === false
  let lastSeen = emptyRecord
  // Since when the record in memory is ahead of the stored one, because that could not be written.
  let aheadSinceMs: number | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const sightings = { intent: { name: '', sinceMs: 0 }, lease: { name: '', sinceMs: 0 } }

  /** The truth of what was read: a storage that lags behind what was seen before does not count. */
  function see(stored: SessionRecord): SessionRecord {
    const follows = stored.lineage === lastSeen.lineage && stored.generation >= lastSeen.generation
    const replaces =
      aheadSinceMs === undefined
        ? stored.lineage !== lastSeen.lineage
        : stored.session !== undefined && stored.session.receivedAtMs > aheadSinceMs
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

  async function read(): Promise<SessionRecord | undefined> {
    await settle()
    try {
      return see(readRecord(await inTime(async () => storage.get(key))))
    } catch {
      emit({ type: 'storage_unavailable', access: 'read' })
      return undefined
    }
  }

  async function swap(change: Change, blindly: boolean): Promise<SwapResult> {
    let next: SessionRecord | undefined
    let wasRead = false
    try {
      await update((text) => {
        wasRead = true
        next = change(see(readRecord(text)))
        return next && writeRecord(next)
      })
      if (next) aheadSinceMs = undefined
    } catch (error) {
      emit({ type: 'storage_unavailable', access: wasRead ? 'write' : 'read' })
      if (!wasRead) next = change(lastSeen)
      const written = next && blindly && !wasRead && (await writeBlindly(next))
      if (next && !written) {
        aheadSinceMs = clock.now()
        // What is still stored may be a token that is spent by now: no other tab, and no reload, must send it.
        // A write that is merely slow may have arrived, or may arrive yet.
        if ((wasRead || blindly) && !(error instanceof SlowStorage)) await succeeds(() => storage.remove(key))
      }
    }
    if (next) lastSeen = next
    return { swapped: next !== undefined, record: lastSeen }
  }

  /** One after the other: a slow write must not arrive after a later one. */
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
      // In two steps: a tab that was frozen meanwhile gets the second to take what has come.
      let stop = clock.setTimeout(() => {
        stop = clock.setTimeout(() => reject(new SlowStorage()), 1000)
      }, maxAccessMs)
      access()
        .then(resolve, reject)
        .finally(() => stop())
    })
  }

  function writeBlindly(record: SessionRecord): Promise<boolean> {
    return succeeds(() => storage.set(key, writeRecord(record)))
  }

  /** Whether an access that is worth a try works. */
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
