import { untilAborted } from '../../base/abort.ts'
import type { Clock } from '../../base/clock.ts'
import { PortalAuthError } from '../../base/portal-auth-error.ts'
import { createStore, type Store } from '../../base/store.ts'
import type { Grant } from '../../model/grant.ts'
import type { SessionSnapshot, SignedOutReason } from '../../model/session.ts'
import type { CallOptions } from '../../transport/exchange.ts'
import { readLifetimeMs, readSkewMs } from '../token/expiry.ts'
import type { EmitEvent } from './events.ts'
import { emptyRecord, firstRecord, isNewer, nextRecord, type SessionRecord, type Tokens } from './record.ts'
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
   * Waits until the storage has been read, then does as {@link require} does. Rejects with `signed_out`, also if the session
   * is no longer the one that the store showed at the call, or with `aborted`.
   */
  ready(call?: CallOptions): Promise<HeldSession>
  /** Reloads the record from storage and takes it if it is newer. */
  reload(): Promise<void>
  /** Starts a session; resolves to its id and to the session that it replaces. */
  begin(grant: Grant): Promise<{ readonly sessionId: string; readonly replaced: HeldSession | undefined }>
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
  /** Changes the record of `from` as `change` says; undefined leaves it. */
  amend(from: HeldSession, change: (stored: SessionRecord) => SessionRecord | undefined): Promise<boolean>
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
  /** Makes the name of a new lineage of records, which is the id of the session in it. */
  readonly newName: () => string
  /** Called after this tab has changed the stored session. */
  readonly notifyTabs: () => void
}

/** How long to wait before a storage that did not answer is read again, in milliseconds. */
const slowRetryMs = 1_000

/** The error of a call that cannot know the session yet. */
export function unreadStorage(): PortalAuthError {
  const message =
    typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
      ? 'the storage has not answered yet, or cannot be reached here, as on a server'
      : ''
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
    // Only an empty storage gives no reason.
    hold(next, next.reason === 'none' ? (held ? 'storage_cleared' : reason) : next.reason)
  }

  async function reload(): Promise<void> {
    const mine = epoch
    const stored = await vault.read()
    if (epoch !== mine) return
    if (typeof stored === 'object') adopt(stored)
    else if (record === undefined && stored !== 'unreachable') {
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
  async function replace(next: SessionRecord): Promise<SessionRecord> {
    const mine = epoch
    const writing = vault.replace(next)
    // Before the write too: the page may unload meanwhile, and a storage makes readers wait for the write.
    notifyTabs()
    const replaced = await writing
    if (epoch === mine) hold(next)
    publish()
    notifyTabs()
    return replaced
  }

  async function amend(...[from, change]: Parameters<SessionEdit['amend']>): Promise<boolean> {
    const mine = epoch
    const { swapped, record: stands } = await vault.swap((stored) => {
      const { lineage, generation } = from.record
      // guard: compare-and-set on the generation
      if (stored.lineage !== lineage || stored.generation !== generation) return undefined
      return change(stored)
    })
    adopt(stands)
    if (swapped && stands.generation !== from.record.generation) notifyTabs()
    return swapped && epoch === mine
  }

  function receive({ serverNowMs, ...tokens }: ReceivedTokens & Pick<Tokens, 'sessionId' | 'user'>): Tokens {
    const receivedAtMs = clock.now()
    const lifetimeMs = readLifetimeMs(tokens.accessToken, { deviceNowMs: receivedAtMs, serverNowMs })
    const skewMs = readSkewMs(tokens.accessToken, receivedAtMs)
    if (skewMs !== undefined && !skewSeen) {
      skewSeen = true
      emit({ type: 'clock_skew_seen', skewMs })
    }
    return Object.freeze({ ...tokens, receivedAtMs, lifetimeMs })
  }

  const edit: SessionEdit = {
    amend,
    rotate(from, tokens) {
      const { sessionId, user } = from.record.tokens
      return amend(from, (stored) => nextRecord(stored, receive({ sessionId, user, ...tokens }), 'none'))
    },
    end: (from, why) => amend(from, (stored) => nextRecord(stored, undefined, why)),
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
      const before = published?.record.tokens.sessionId
      const isLoading = record === undefined
      // The first read may take longer than a login that has overtaken it.
      await untilAborted(isLoading ? loaded : Promise.resolve(), signal).catch((cause: unknown) => {
        throw new PortalAuthError({ code: 'aborted', operation: 'refresh', cause })
      })
      if (record === undefined) throw unreadStorage()
      // guard: call belongs to the session that was shown when it began
      const isOther = isLoading ? epoch !== mine : held?.record.tokens.sessionId !== before
      if (isOther) throw new PortalAuthError({ code: 'signed_out', operation: 'refresh' })
      return heldOrThrow()
    },
    reload,
    async begin(grant) {
      epoch += 1
      const sessionId = newName()
      const tokens = receive({ sessionId, ...grant })
      const replaced = holdSession(await replace(firstRecord(sessionId, clock.now(), tokens, 'none')), clock)
      return { sessionId, replaced }
    },
    async logout() {
      epoch += 1
      const before = held
      const ended = firstRecord(newName(), clock.now(), undefined, 'logout')
      hold(ended)
      publish()
      const replaced = await replace(ended)
      if (before && !isNewer(replaced, before.record)) {
        const { intent, pause } = replaced
        return { ...before, record: { ...before.record, intent, pause } }
      }
      // Another tab has rotated the session, ended it or begun another one; or the storage was cleared.
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
