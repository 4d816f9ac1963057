import type { Clock } from '../../base/clock.ts'
import type { JsonObject } from '../../base/json.ts'
import { createStore, type Store } from '../../base/store.ts'
import { readSkewMs } from '../token/expiry.ts'
import type { EmitEvent } from './events.ts'
import {
  emptyRecord,
  isNewer,
  nextRecord,
  type SessionRecord,
  type SignedOutReason,
  type StoredSession,
} from './record.ts'
import { type HeldSession, holdSession, type SessionSnapshot, signedIn, signedOut, unknownSession } from './snapshot.ts'
import type { Vault } from './vault.ts'

/** The tokens of a login, as the session takes them. */
interface SessionGrant {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly user: JsonObject
}

/** Holds this tab's view of the session and is the only one to change it, here and in the vault. */
export interface SessionKeeper {
  /** Settles when the storage has been read once. */
  readonly ready: Promise<void>
  readonly store: Store<SessionSnapshot>
  held(): HeldSession | undefined
  /** Reads the vault and takes what is newer there. */
  look(): Promise<void>
  /** Starts a session: a new login wins over whatever stood before. */
  begin(grant: SessionGrant): Promise<void>
  /** Ends whatever session there is, at once; resolves to the newest one that ended with it. */
  logout(): Promise<HeldSession | undefined>
  /**
   * Changes the record of `from` as `change` says; undefined leaves it. Does nothing where a logout, another login or
   * another tab's refresh came first, and takes what then stands. Resolves to whether it changed anything. It is called
   * under the lock, so nobody is told before {@link publish}. With `evenAfter` a logout or login of this tab that is
   * still on its way to the storage does not keep it from being written.
   */
  amend(
    from: HeldSession,
    change: (stored: SessionRecord) => SessionRecord | undefined,
    evenAfter?: boolean,
  ): Promise<boolean>
  /** Tells the listeners of the store what {@link amend}, {@link rotate} and {@link end} have come to. */
  publish(): void
  /** Replaces the tokens of `from`, as {@link amend} does. */
  rotate(from: HeldSession, grant: Omit<SessionGrant, 'user'>): Promise<boolean>
  /** Ends the session of `from`, as {@link amend} does. */
  end(from: HeldSession, reason: SignedOutReason): Promise<boolean>
}

/** What a keeper needs. */
export interface SessionKeeperOptions {
  readonly vault: Vault
  readonly clock: Clock
  readonly emit: EmitEvent
  /** Names a new session, and a new lineage of records. */
  readonly newName: () => string
  /** Called after this tab has changed the stored session. */
  readonly announce: () => void
}

/** Makes the keeper over a vault. */
export function createSessionKeeper({ vault, clock, emit, newName, announce }: SessionKeeperOptions): SessionKeeper {
  const store = createStore<SessionSnapshot>(unknownSession)
  let record: SessionRecord | undefined
  let held: HeldSession | undefined
  let published: HeldSession | undefined
  let reason: SignedOutReason = 'none'
  // Goes up when this tab logs in or out: an answer or a reading that was under way by then no longer counts.
  let epoch = 0
  let overwrites = 0
  let skewSeen = false

  function hold(next: SessionRecord, why: SignedOutReason = next.reason): void {
    record = next
    held = holdSession(next, clock)
    reason = why
  }

  function publish(): void {
    const before = store.getSnapshot().status
    if (held && held !== published) {
      store.set(signedIn(held))
      if (before !== 'signed_in') emit({ type: 'signed_in' })
    } else if (record && !held && before !== 'signed_out') {
      store.set(signedOut(reason))
      if (before === 'signed_in') emit({ type: 'signed_out', reason })
    }
    published = held
  }

  function adopt(next: SessionRecord): void {
    if (record && !isNewer(next, record)) return
    const wasCleared = record && next.lineage === '' && next.reason === 'none'
    hold(next, wasCleared ? (held ? 'storage_cleared' : reason) : next.reason)
  }

  async function look(): Promise<void> {
    const mine = epoch
    const stored = await vault.read()
    if (epoch !== mine || overwrites > 0) return
    if (stored) adopt(stored)
    else if (record === undefined) hold(emptyRecord)
    publish()
  }

  /** Writes without condition, as a login and a logout do, and takes the outcome unless another one has followed. */
  async function overwrite(next: Parameters<typeof nextRecord>[1]): Promise<SessionRecord> {
    const mine = epoch
    let replaced = emptyRecord
    overwrites += 1
    const writing = vault.overwrite((stored) => {
      replaced = stored
      return nextRecord(stored.lineage === '' ? { ...stored, lineage: newName() } : stored, next)
    })
    // Already: the page may be gone when it is written, and a storage makes those who read now wait for the write.
    announce()
    const { record: written } = await writing
    overwrites -= 1
    if (epoch === mine) hold(written)
    publish()
    announce()
    return replaced
  }

  async function amend(
    from: HeldSession,
    change: (stored: SessionRecord) => SessionRecord | undefined,
    evenAfter = false,
  ): Promise<boolean> {
    const mine = epoch
    const { swapped, record: stands } = await vault.swap((stored) => {
      const { lineage, generation } = from.record
      const overtaken = epoch !== mine && !evenAfter
      // guard: compare-and-set on the generation
      // guard: no response is written after a logout
      if (overtaken || stored.lineage !== lineage || stored.generation !== generation) return undefined
      return change(stored)
    })
    // guard: no response is shown after a logout
    if (epoch === mine) adopt(stands)
    if (swapped && stands.generation !== from.record.generation) announce()
    return swapped && epoch === mine
  }

  function receive(session: Omit<StoredSession, 'receivedAtMs'>): StoredSession {
    const receivedAtMs = clock.now()
    const skewMs = readSkewMs(session.accessToken, receivedAtMs)
    if (skewMs !== undefined && !skewSeen) emit({ type: 'clock_skew_seen', skewMs })
    skewSeen ||= skewMs !== undefined
    return Object.freeze({ ...session, receivedAtMs })
  }

  return {
    ready: look(),
    store,
    held: () => held,
    look,
    async begin(grant) {
      epoch += 1
      await overwrite({ session: receive({ id: newName(), ...grant }), reason: 'none' })
    },
    async logout() {
      epoch += 1
      const before = held
      if (record === undefined || held) hold({ ...(record ?? emptyRecord), session: undefined, reason: 'logout' })
      publish()
      const replaced = await overwrite({ session: undefined, reason: 'logout' })
      const sameAsBefore = before && !isNewer(replaced, before.record) && replaced.session
      return sameAsBefore
        ? { ...before, record: replaced }
        : (holdSession(replaced, clock) ?? (replaced.lineage === '' ? before : undefined))
    },
    amend,
    publish,
    rotate: (from, grant) =>
      amend(from, (stored) => nextRecord(stored, { session: receive({ ...from.session, ...grant }), reason: 'none' })),
    end: (from, reason) => amend(from, (stored) => nextRecord(stored, { session: undefined, reason })),
  }
}
