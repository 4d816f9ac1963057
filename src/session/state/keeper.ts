import { untilAborted } from '../../base/abort.ts'
import type { Clock } from '../../base/clock.ts'
import { PortalAuthError } from '../../base/portal-auth-error.ts'
import { createStore, type Store } from '../../base/store.ts'
import type { Grant } from '../../model/grant.ts'
import type { SessionSnapshot, SignedOutReason } from '../../model/session.ts'
import type { CallOptions } from '../../transport/exchange.ts'
import { readLifetimeMs, readSkewMs } from '../token/expiry.ts'
import type { EmitEvent } from './events.ts'
import { emptyRecord, isNewer, nextRecord, type SessionRecord, type Tokens } from './record.ts'
import { type HeldSession, holdSession, loadingSession, signedIn, signedOut } from './snapshot.ts'
import type { Vault } from './vault.ts'

/** Holds this tab's view of the session and is the only one to change it, here and in the vault. */
export interface SessionKeeper {
  readonly store: Store<SessionSnapshot>
  /** The session that this tab holds; undefined without a session. */
  held(): HeldSession | undefined
  /** The session that this tab holds. Throws `signed_out` without a session. */
  require(): HeldSession
  /**
   * Waits until the storage has been read, then does as {@link require} does. Rejects with `signed_out`, also if this tab
   * has logged in or out meanwhile, or with `aborted`.
   */
  ready(call?: CallOptions): Promise<HeldSession>
  /** Reloads the record from storage and takes it if it is newer. */
  reload(): Promise<void>
  /** Starts a session; resolves to the one that it replaces. */
  begin(grant: Grant): Promise<HeldSession | undefined>
  /** Ends the session at once; resolves to the newest session that ended with it. */
  logout(): Promise<HeldSession | undefined>
  /** Stops waiting for a slow storage. */
  dispose(): void
  /**
   * Runs `work`, the only place where a held session can be changed. It may run under the lock between tabs, so listeners
   * are notified only when it has settled.
   */
  change<T>(work: (edit: SessionEdit) => Promise<T>): Promise<T>
}

/**
 * The changes to a held session. Each does nothing if a logout, another login or another tab's refresh came first, and
 * takes what is stored then. Each resolves to whether it changed the session.
 */
export interface SessionEdit {
  /**
   * Changes the record of `from` as `change` says; undefined leaves it. With `evenAfter` it also writes while a logout or
   * login of this tab is on its way to the storage.
   */
  amend(
    from: HeldSession,
    change: (stored: SessionRecord) => SessionRecord | undefined,
    evenAfter?: boolean,
  ): Promise<boolean>
  /** Replaces the tokens of `from`. */
  rotate(from: HeldSession, tokens: ReceivedTokens): Promise<boolean>
  /** Ends the session of `from`. */
  end(from: HeldSession, reason: SignedOutReason): Promise<boolean>
}

/** Tokens as they arrive with a login or a refresh. */
type ReceivedTokens = Pick<Grant, 'accessToken' | 'refreshToken' | 'serverNowMs'>

/** What a keeper needs. */
export interface SessionKeeperOptions {
  readonly vault: Vault
  readonly clock: Clock
  readonly emit: EmitEvent
  /** Makes the id of a new session and of a new lineage of records. */
  readonly newName: () => string
  /** Called after this tab has changed the stored session. */
  readonly notifyTabs: () => void
}

/** How long to wait before a storage that did not answer is read again, in milliseconds. */
const slowRetryMs = 1_000

function slowStorage(): PortalAuthError {
  const message =
    typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' ? 'the storage has not answered yet' : ''
  return new PortalAuthError({ code: 'timeout', operation: 'refresh', message })
}

/** Makes the keeper over a vault. */
export function createSessionKeeper({ vault, clock, emit, newName, notifyTabs }: SessionKeeperOptions): SessionKeeper {
  const store = createStore<SessionSnapshot>(loadingSession)
  let record: SessionRecord | undefined
  let held: HeldSession | undefined
  let published: HeldSession | undefined
  let reason: SignedOutReason = 'none'
  // Incremented when this tab logs in or out: a response or a read that was under way by then no longer counts.
  let epoch = 0
  let overwrites = 0
  let skewSeen = false
  let disposed = false
  let stopRetry = (): void => {}
  const loaded = reload()

  function hold(next: SessionRecord, why: SignedOutReason = next.reason): void {
    record = next
    held = holdSession(next, clock)
    reason = why
  }

  function publish(): void {
    const before = store.getSnapshot().status
    if (held && held !== published) {
      const { sessionId } = held.record.tokens
      const isOther = sessionId !== published?.record.tokens.sessionId
      published = held
      store.set(signedIn(held))
      if (isOther) emit({ type: 'signed_in', sessionId })
    } else if (record && !held && before !== 'signed_out') {
      published = undefined
      store.set(signedOut(reason))
      if (before === 'signed_in') emit({ type: 'signed_out', reason })
    }
  }

  function adopt(next: SessionRecord): void {
    if (record && !isNewer(next, record)) return
    const wasCleared = record && next.lineage === '' && next.reason === 'none'
    hold(next, wasCleared ? (held ? 'storage_cleared' : reason) : next.reason)
  }

  async function reload(): Promise<void> {
    const mine = epoch
    const stored = await vault.read()
    if (epoch !== mine || overwrites > 0) return
    if (typeof stored === 'object') adopt(stored)
    else if (record === undefined) {
      // A slow storage is not an empty one: the session stays `loading` until the storage answers.
      if (stored === 'slow') return reloadLater()
      hold(emptyRecord)
    }
    publish()
  }

  function reloadLater(): void {
    if (!disposed) stopRetry = clock.setTimeout(() => void reload(), slowRetryMs, { background: true })
  }

  /** Writes without condition, as a login and a logout do, and takes the result unless another one has followed. */
  async function overwrite(next: Parameters<typeof nextRecord>[1]): Promise<SessionRecord> {
    const mine = epoch
    let replaced = emptyRecord
    overwrites += 1
    const writing = vault.overwrite((stored) => {
      replaced = stored
      return nextRecord(stored.lineage === '' ? { ...stored, lineage: newName() } : stored, next)
    })
    // Before the write too: the page may unload meanwhile, and a storage makes readers wait for the write.
    notifyTabs()
    const { record: written } = await writing
    overwrites -= 1
    if (epoch === mine) hold(written)
    publish()
    notifyTabs()
    return replaced
  }

  async function amend(...[from, change, evenAfter = false]: Parameters<SessionEdit['amend']>): Promise<boolean> {
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
    if (swapped && stands.generation !== from.record.generation) notifyTabs()
    return swapped && epoch === mine
  }

  function receive({ serverNowMs, ...tokens }: ReceivedTokens & Pick<Tokens, 'sessionId' | 'user'>): Tokens {
    const receivedAtMs = clock.now()
    const lifetimeMs = readLifetimeMs(tokens.accessToken, { deviceNowMs: receivedAtMs, serverNowMs })
    const skewMs = readSkewMs(tokens.accessToken, receivedAtMs)
    if (skewMs !== undefined && !skewSeen) emit({ type: 'clock_skew_seen', skewMs })
    skewSeen ||= skewMs !== undefined
    return Object.freeze({ ...tokens, receivedAtMs, lifetimeMs })
  }

  const edit: SessionEdit = {
    amend,
    rotate(from, tokens) {
      const { sessionId, user } = from.record.tokens
      return amend(from, (stored) =>
        nextRecord(stored, { tokens: receive({ sessionId, user, ...tokens }), reason: 'none' }),
      )
    },
    end: (from, why) => amend(from, (stored) => nextRecord(stored, { tokens: undefined, reason: why })),
  }

  function heldOrThrow(): HeldSession {
    if (held === undefined) throw new PortalAuthError({ code: 'signed_out', operation: 'refresh' })
    return held
  }

  return {
    store,
    held: () => held,
    require: heldOrThrow,
    async ready({ signal } = {}) {
      const mine = epoch
      const isLoading = record === undefined
      await untilAborted(loaded, signal).catch((cause: unknown) => {
        throw new PortalAuthError({ code: 'aborted', operation: 'refresh', cause })
      })
      if (record === undefined) throw slowStorage()
      if (isLoading && epoch !== mine) throw new PortalAuthError({ code: 'signed_out', operation: 'refresh' })
      return heldOrThrow()
    },
    reload,
    async begin(grant) {
      epoch += 1
      return holdSession(
        await overwrite({ tokens: receive({ sessionId: newName(), ...grant }), reason: 'none' }),
        clock,
      )
    },
    async logout() {
      epoch += 1
      const before = held
      if (record === undefined || held) hold({ ...(record ?? emptyRecord), tokens: undefined, reason: 'logout' })
      publish()
      const replaced = await overwrite({ tokens: undefined, reason: 'logout' })
      const own = before && !isNewer(replaced, before.record) ? replaced.tokens : undefined
      if (before && own) return { ...before, record: { ...replaced, tokens: own } }
      return holdSession(replaced, clock) ?? (replaced.lineage === '' ? before : undefined)
    },
    dispose() {
      disposed = true
      stopRetry()
    },
    async change(work) {
      try {
        return await work(edit)
      } finally {
        publish()
      }
    },
  }
}
