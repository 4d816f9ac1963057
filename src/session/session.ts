import { untilAborted } from '../base/abort.ts'
import type { Clock } from '../base/clock.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import { type Random, randomName } from '../base/random.ts'
import type { Store } from '../base/store.ts'
import type { Grant } from '../model/grant.ts'
import type { SessionSnapshot, SignedInSession, SignedOutSession } from '../model/session.ts'
import type { PortalAuthStorage } from '../storage/storage.ts'
import type { Ask } from '../transport/ask.ts'
import type { CheckAnswer } from '../transport/check-answer.ts'
import type { CallOptions, Exchange } from '../transport/exchange.ts'
import type { CallerCode, Sender } from '../transport/send.ts'
import { createAccessTokens } from './access-token.ts'
import { type AuthFetch, createPrepareRequest, createSessionFetch, type PrepareRequest } from './fetch.ts'
import { createIsRejected, type IsExpired } from './is-rejected.ts'
import { type LogoutOptions, type LogoutResult, logout, revokeEnded } from './logout.ts'
import { createRefreshAttempts } from './refresh/attempt.ts'
import { startAutoRefresh } from './refresh/auto-refresh.ts'
import { createRefreshClaim } from './refresh/claim.ts'
import { createRefresh } from './refresh/refresh.ts'
import type { EmitEvent } from './state/events.ts'
import { createSessionKeeper, unreadStorage } from './state/keeper.ts'
import { createVault } from './state/vault.ts'
import { broadcastChannel, noChannel, type PortalAuthChannel } from './tabs/channel.ts'
import type { PortalAuthLifecycle } from './tabs/lifecycle.ts'
import { type LockRequester, noLocks, webLocks } from './tabs/web-locks.ts'
import { createRevoke, type Revoke } from './token/revoke.ts'

/** How many times longer than `timeoutMs` a refresh waits for its response: dropping one may cost the session. */
const answerPatience = 3

/** The session, from a login to its end. */
export interface Session {
  readonly store: Store<SessionSnapshot>
  readonly fetch: AuthFetch
  readonly prepare: PrepareRequest
  /** Starts the session. After an abort it rejects with `aborted` and leaves no session. */
  signIn(grant: Grant, call?: CallOptions): Promise<SignedInSession>
  readonly revoke: Revoke
  getAccessToken(call?: CallOptions): Promise<string>
  refresh(call?: CallOptions): Promise<void>
  logout(call?: CallOptions): Promise<LogoutResult>
  /**
   * Resolves to the first snapshot that is not `loading`. Rejects with `aborted`, or with `timeout` where the storage is out
   * of reach.
   */
  ready(call?: CallOptions): Promise<SignedInSession | SignedOutSession>
  dispose(): void
}

/** What a session needs. */
export interface SessionOptions {
  readonly ask: Ask
  readonly exchange: Exchange
  readonly checkAnswer: CheckAnswer
  readonly clock: Clock
  readonly random: Random
  readonly timeoutMs: number
  readonly storage: PortalAuthStorage
  readonly storageKey: string
  /** The URL of the portal, which the stored session names. */
  readonly portal: string
  readonly lock: LockRequester | undefined
  readonly channel: PortalAuthChannel | undefined
  readonly lifecycle: PortalAuthLifecycle
  readonly sender: Sender
  readonly caller: CallerCode
  readonly maySendToken: (url: string | URL) => boolean
  readonly isExpired: IsExpired | undefined
  readonly emit: EmitEvent
  /** Tells this client from those in other tabs. */
  readonly clientName: string
}

/** Assembles the parts of a session. */
export function createSession(options: SessionOptions): Session {
  const {
    ask,
    exchange,
    checkAnswer,
    clock,
    random,
    timeoutMs,
    storage,
    storageKey,
    lifecycle,
    emit,
    clientName,
    caller,
    maySendToken,
  } = options
  const shared = storage.shared !== false
  const channel = shared ? (options.channel ?? broadcastChannel(storageKey)) : noChannel
  const locks = shared ? webLocks(options.lock, clock) : noLocks

  const vault = createVault({
    storage,
    key: storageKey,
    portal: options.portal,
    locks,
    clock,
    emit,
  })
  const keeper = createSessionKeeper({ vault, clock, emit, newName: randomName, notifyTabs: channel.post })
  const revoke = createRevoke(ask)
  const answerTimeoutMs = answerPatience * timeoutMs
  const claim = createRefreshClaim({
    keeper,
    vault,
    locks,
    lockName: storageKey,
    clock,
    emit,
    answerTimeoutMs,
    clientName,
  })
  const { attempt, lateRevocation } = createRefreshAttempts({
    keeper,
    claim,
    exchange,
    checkAnswer,
    revoke,
    clock,
    emit,
    answerTimeoutMs,
  })
  const refresh = createRefresh({
    keeper,
    attempt,
    clock,
    random,
    timeoutMs,
    isOnline: lifecycle.isOnline,
    emit,
  })
  const auto = startAutoRefresh({ keeper, refresh, clock, random, lifecycle, channel })
  const tokens = createAccessTokens(keeper, refresh, auto.refreshIfDue, clock, caller)
  const prepare = createPrepareRequest({
    tokens,
    maySendToken,
    isRejected: createIsRejected(options.isExpired),
    emit,
  })

  const logoutOptions: LogoutOptions = { keeper, ask, revoke, lateRevocation, clock, timeoutMs }
  const leave = (call?: CallOptions): Promise<LogoutResult> => logout(logoutOptions, call)
  const heldId = (): string | undefined => keeper.held()?.record.tokens.sessionId

  return {
    store: keeper.store,
    fetch: createSessionFetch(prepare, maySendToken, options.sender),
    prepare,
    async signIn(grant, call) {
      const before = heldId()
      const beginning = keeper.begin(grant)
      // The session that this login replaces would live on at the portal.
      void beginning.then(({ replaced }) => replaced && revokeEnded(replaced, logoutOptions))
      const { sessionId } = await untilAborted(beginning, call?.signal).catch((cause: unknown) => {
        // Another login may have followed, which goes on.
        if (heldId() === before) void leave()
        else void revoke(grant.accessToken)
        throw new PortalAuthError({ code: 'aborted', operation: 'login', cause })
      })
      const session = keeper.store.getSnapshot()
      // guard: login resolves to its own session
      if (session.status === 'signed_in' && session.sessionId === sessionId) return session
      void revoke(grant.accessToken)
      throw new PortalAuthError({
        code: 'signed_out',
        operation: 'login',
        message:
          typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
            ? 'a logout or another login came first'
            : '',
      })
    },
    revoke,
    getAccessToken: async (call) => (tokens.current(call) ?? (await tokens.get(call))).accessToken,
    async refresh(call) {
      const isNested = caller.isRunning
      await refresh(await keeper.ready(call), { ...call, isNested })
    },
    logout: leave,
    async ready(call) {
      if (storage.unreachable) throw unreadStorage()
      return whenLoaded(keeper.store, call)
    },
    dispose() {
      auto.dispose()
      keeper.dispose()
    },
  }
}

async function whenLoaded(
  store: Store<SessionSnapshot>,
  call: CallOptions | undefined,
): Promise<SignedInSession | SignedOutSession> {
  let unsubscribe = (): void => {}
  const loaded = new Promise<SignedInSession | SignedOutSession>((resolve) => {
    unsubscribe = store.subscribe((session) => {
      if (session.status !== 'loading') resolve(session)
    })
  })
  try {
    return await untilAborted(loaded, call?.signal)
  } catch (cause) {
    throw new PortalAuthError({ code: 'aborted', operation: 'refresh', cause })
  } finally {
    unsubscribe()
  }
}
