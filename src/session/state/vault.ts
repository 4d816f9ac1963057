import { type Clock, pause } from '../../base/clock.ts'
import type { PortalAuthStorage } from '../../storage/storage.ts'
import type { TabLocks } from '../tabs/web-locks.ts'
import type { EmitEvent } from './events.ts'
import { emptyRecord, laterRecord, readRecord, type SessionRecord, writeRecord } from './record.ts'

/** How long one access to the storage may take before it counts as broken. */
const maxAccessMs = 5_000

/** How much longer a tab that was frozen meanwhile waits for an access to the storage. */
const thawMs = 1_000

/** How long to wait before reading a storage without `update`: the write of another tab becomes visible late. */
const settleMs = 25

/** Whether a storage did not answer in time, by the name of its error. */
const slow = 'TimeoutError'
const isSlow = (error: unknown): boolean => Object(error).name === slow

/** The one place that reads and writes the stored record. No function rejects. */
export interface Vault {
  /** Whether {@link Vault.swap} is atomic. If not, two tabs may write at the same time. */
  readonly isAtomic: boolean
  /**
   * Reads the stored record. The other results are not the same as empty: the storage failed, did not answer in time, or
   * belongs to a browser while this code runs on a server.
   */
  read(): Promise<SessionRecord | 'unreadable' | 'slow' | 'unreachable'>
  /**
   * Replaces the stored record by the result of `change`; undefined writes nothing. Resolves to the record that is stored
   * then, and whether this call wrote it.
   */
  swap(change: Change): Promise<SwapResult>
  /**
   * Writes a record without reading first, in one step that is taken at once: the page may unload. Resolves to the record
   * that it replaced, as far as that is known.
   */
  replace(next: SessionRecord): Promise<SessionRecord>
  /**
   * For how long this tab has seen the same intent in the storage, in milliseconds on its monotonic clock: at most as long
   * as it has been there, and independent of the device clock.
   */
  seenForMs(): number
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
  /** Prevent two tabs from writing at once if the storage cannot. */
  readonly locks: TabLocks
  readonly clock: Clock
  readonly emit: EmitEvent
}

/** Makes the vault over a storage. If the storage fails, the vault continues in memory and emits an event. */
export function createVault({ storage, key, portal, locks, clock, emit }: VaultOptions): Vault {
  const isAtomic = storage.update !== undefined || storage.shared === false
  let lastSeen = emptyRecord
  /** The lineages that another one has replaced: a read that shows one of them is outdated. */
  const left = new Set<string>()
  /** Whether the record in memory is ahead of the stored one, because it could not be written. */
  let isAhead = false
  let turn: Promise<unknown> = Promise.resolve()
  /** A read that waits for its turn. */
  let nextRead: ReturnType<Vault['read']> | undefined
  let sighting = { name: '', sinceMs: 0 }
  let laterSeen = false
  /** How many logins and logouts of this tab are on their way to the storage. */
  let replacing = 0

  /** Takes a record that was read, unless the storage lags behind a record that this tab has seen. */
  function see(stored: SessionRecord): SessionRecord {
    if (stored === laterRecord && !laterSeen) {
      laterSeen = true
      emit({ type: 'later_version_seen' })
    }
    const follows = stored.lineage === lastSeen.lineage && stored.generation >= lastSeen.generation
    const replaces =
      stored.lineage !== lastSeen.lineage &&
      !left.has(stored.lineage) &&
      (!isAhead || stored.beganAtMs > lastSeen.beganAtMs)
    // guard: outdated read of the storage is ignored
    if (replacing > 0 || (!follows && !replaces) || (stored === laterRecord && lastSeen.tokens)) return lastSeen
    isAhead = false
    leaveFor(stored)
    const name = `${stored.intent?.client} ${stored.intent?.attempt}`
    if (sighting.name !== name) sighting = { name, sinceMs: clock.monotonicNow() }
    return stored
  }

  function leaveFor(next: SessionRecord): void {
    // An empty storage comes after every lineage, and before the next.
    if (next.lineage !== lastSeen.lineage && next.lineage !== '') leave(lastSeen)
    lastSeen = next
  }

  function leave({ lineage }: SessionRecord): void {
    if (lineage !== '') left.add(lineage)
  }

  async function read(): ReturnType<Vault['read']> {
    if (storage.unreachable) return 'unreachable'
    try {
      return see(readRecord(await readText(), portal))
    } catch (error) {
      emit({ type: 'storage_unavailable', access: 'read' })
      return isSlow(error) ? 'slow' : 'unreadable'
    }
  }

  async function swap(change: Change): Promise<SwapResult> {
    let next: SessionRecord | undefined
    let wasRead = false
    try {
      await update((text) => {
        wasRead = true
        const stored = readRecord(text, portal)
        const stands = see(stored)
        next = stored === laterRecord ? undefined : change(stands)
        return next && writeRecord(next, portal)
      })
      if (next) isAhead = false
    } catch (error) {
      emit({ type: 'storage_unavailable', access: wasRead ? 'write' : 'read' })
      if (!wasRead) next = change(lastSeen)
      if (next && !left.has(next.lineage)) await goAhead(error, wasRead)
    }
    if (next && !left.has(next.lineage)) lastSeen = next
    return { swapped: next !== undefined, record: lastSeen }
  }

  async function replace(next: SessionRecord): Promise<SessionRecord> {
    const before = lastSeen
    const text = writeRecord(next, portal)
    replacing += 1
    leaveFor(next)
    let replaced: unknown
    try {
      const writing = inTime(() => exchange(next, text))
      turn = Promise.allSettled([turn, writing])
      replaced = await writing
      if (lastSeen === next) isAhead = false
      // Without transactions an earlier write may end later.
      if (!storage.update) inTurn(() => update((now) => (isLeft(now, next) ? text : undefined))).catch(() => {})
    } catch (error) {
      emit({ type: 'storage_unavailable', access: 'write' })
      if (lastSeen === next) await goAhead(error, true)
    } finally {
      replacing -= 1
    }
    const stood = typeof replaced === 'string' ? readRecord(replaced, portal) : before
    if (stood.lineage === next.lineage) return before
    leave(stood)
    return stood
  }

  /** Writes a value at once, and resolves to the one before. */
  async function exchange(next: SessionRecord, text: string): Promise<unknown> {
    const { replace } = storage
    if (replace) {
      return (async () => replace.call(storage, key, text))().catch((error: unknown) => {
        // guard: login that another one has overtaken is not written over it
        if (lastSeen !== next) throw error
        // Where the value before cannot be read, the new one may still be written.
        return storage.set(key, text)
      })
    }
    const reading = (async () => storage.get(key))().catch(() => undefined)
    await storage.set(key, text)
    // A slow read is not waited for.
    return Promise.race([reading, pause(clock, settleMs)])
  }

  /** Whether a slow write, of this tab or another one, has put an earlier session back. */
  function isLeft(text: string | null | undefined, next: SessionRecord): boolean {
    return lastSeen === next && left.has(readRecord(text, portal).lineage)
  }

  /** The record in memory is ahead of the stored one from now on. */
  async function goAhead(error: unknown, mayRemove: boolean): Promise<void> {
    isAhead = true
    // The stored token may have been used by now: no other tab and no reload may send it.
    // A write that is only slow may have arrived, or may still arrive.
    if (mayRemove && !isSlow(error)) await inTime(async () => storage.remove(key)).catch(() => {})
  }

  /** Runs accesses one after the other: a slow one must not arrive after a later one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  async function update(change: (text: string | null | undefined) => string | undefined): Promise<void> {
    const { update } = storage
    if (update) return inTime(async () => update.call(storage, key, change)).then(() => {})
    await locks.hold(`${key}.write`, () => readThenWrite(change))
  }

  async function readText(): Promise<string | null | undefined> {
    if (!isAtomic) await pause(clock, settleMs)
    return inTime(async () => storage.get(key))
  }

  async function readThenWrite(change: (text: string | null | undefined) => string | undefined): Promise<void> {
    const next = change(await readText())
    if (next !== undefined) await inTime(async () => storage.set(key, next))
  }

  function inTime<T>(access: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      // In two steps: a tab that was frozen meanwhile gets the second timer to take a result that has arrived.
      let stop = clock.setTimeout(() => {
        stop = clock.setTimeout(() => reject(Object.assign(new Error(), { name: slow })), thawMs)
      }, maxAccessMs)
      access()
        .then(resolve, reject)
        .finally(() => stop())
    })
  }

  return {
    isAtomic,
    read() {
      // Many messages of other tabs at once are one read, and one after it.
      nextRead ??= inTurn(() => {
        nextRead = undefined
        return read()
      })
      return nextRead
    },
    swap: (change) => inTurn(() => swap(change)),
    replace,
    seenForMs: () => clock.monotonicNow() - sighting.sinceMs,
  }
}
