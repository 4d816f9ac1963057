import { untilAborted } from '../base/abort.ts'
import type { Clock } from '../base/clock.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import { type Random, randomName } from '../base/random.ts'
import type { Store } from '../base/store.ts'
import type { Grant } from '../model/grant.ts'
import type { PortalAuthStorage } from '../storage/storage.ts'
import type { Ask, CallOptions } from '../transport/ask.ts'
import type { CheckAnswer } from '../transport/check-answer.ts'
import type { PortalClient } from '../transport/portal-client.ts'
import { createAccessTokens, readyAndHeld } from './access-token.ts'
import { createPrepareRequest, createSessionFetch } from './fetch.ts'
import { type LogoutResult, logout } from './logout.ts'
import { createSessionMiddleware, type SessionMiddleware } from './middleware.ts'
import { createRefreshAttempt } from './refresh/attempt.ts'
import { startAutoRefresh } from './refresh/auto-refresh.ts'
import { createRefresh } from './refresh/refresh.ts'
import type { EmitEvent } from './state/events.ts'
import { createSessionKeeper } from './state/keeper.ts'
import { leaseLock } from './state/lease.ts'
import type { SessionSnapshot, SignedInSession } from './state/snapshot.ts'
import { createVault } from './state/vault.ts'
import { broadcastChannel, noChannel, type PortalAuthChannel } from './tabs/channel.ts'
import type { PortalAuthLifecycle } from './tabs/lifecycle.ts'
import { firstAvailable, noLock } from './tabs/lock.ts'
import { type LockRequester, webLocks } from './tabs/web-locks.ts'
import { createRevoke } from './token/revoke.ts'
import { createTokenClock } from './token/token-clock.ts'

/** How many times longer than a caller waits an answer to a refresh is waited for: giving one up may cost the session. */
const answerPatience = 3

/** The session, from the end of a login to its own. */
export interface Session {
  readonly store: Store<SessionSnapshot>
  readonly fetch: typeof globalThis.fetch
  readonly middleware: SessionMiddleware
  /** Starts the session. A caller who aborts gets `aborted`, and no session. */
  signIn(grant: Grant, call?: CallOptions): Promise<SignedInSession>
  getAccessToken(call?: CallOptions): Promise<string>
  refresh(call?: CallOptions): Promise<void>
  logout(call?: CallOptions): Promise<LogoutResult>
  dispose(): void
}

/** What a session needs. */
export interface SessionOptions {
  readonly ask: Ask
  readonly checkAnswer: CheckAnswer
  readonly client: PortalClient
  readonly clock: Clock
  readonly random: Random
  readonly timeoutMs: number
  readonly storage: PortalAuthStorage
  readonly storageKey: string
  readonly lock: LockRequester | undefined
  readonly channel: PortalAuthChannel | undefined
  readonly lifecycle: PortalAuthLifecycle
  readonly fetch: (request: Request) => Promise<Response>
  readonly maySendToken: (url: URL) => boolean
  readonly emit: EmitEvent
  /** Tells this client from those in other tabs. */
  readonly clientName: string
}

/** Puts the parts of a session together. */
export function createSession(options: SessionOptions): Session {
  const {
    ask,
    checkAnswer,
    client,
    clock,
    random,
    timeoutMs,
    storage,
    storageKey,
    lifecycle,
    fetch,
    emit,
    clientName,
  } = options
  const shared = storage.shared !== false
  const channel = shared ? (options.channel ?? broadcastChannel(storageKey)) : noChannel
  // guard: lock between tabs
  const browserLock = shared ? webLocks(options.lock, clock) : noLock

  // Locks, leases and intents keep to the plain clock: a sleep that is only guessed must not make one of them look old.
  const tokenClock = createTokenClock(clock)
  const vault = createVault({ storage, key: storageKey, lock: firstAvailable(browserLock, noLock), clock, emit })
  const keeper = createSessionKeeper({ vault, clock: tokenClock, emit, newName: randomName, announce: channel.post })
  const revoke = createRevoke(ask, client)
  const attempt = createRefreshAttempt({
    keeper,
    vault,
    lock: firstAvailable(browserLock, leaseLock(vault, clientName, clock)),
    lockName: storageKey,
    ask,
    checkAnswer,
    client,
    revoke,
    clock: tokenClock,
    emit,
    answerTimeoutMs: answerPatience * timeoutMs,
    clientName,
  })
  const refresh = createRefresh({ keeper, attempt, clock, random, timeoutMs, isOnline: lifecycle.isOnline, emit })
  const auto = startAutoRefresh({ keeper, refresh, clock: tokenClock, random, lifecycle, channel })
  const tokens = createAccessTokens(keeper, refresh, auto.nudge, tokenClock)
  const prepare = createPrepareRequest({ tokens, maySendToken: options.maySendToken, emit })

  const leave = (call?: CallOptions): Promise<LogoutResult> =>
    logout({ keeper, ask, client, revoke, clock: tokenClock }, call)

  return {
    store: keeper.store,
    fetch: createSessionFetch(prepare, fetch),
    middleware: createSessionMiddleware(prepare),
    async signIn({ accessToken, refreshToken, user }, call) {
      const beginning = keeper.begin({ accessToken, refreshToken, user: user.raw })
      await untilAborted(beginning, call?.signal).catch((cause: unknown) => {
        void leave()
        throw new PortalAuthError({ code: 'aborted', operation: 'login', cause })
      })
      const session = keeper.store.getSnapshot()
      if (session.status === 'signed_in') return session
      throw new PortalAuthError({ code: 'signed_out', operation: 'login', message: 'a logout came first' })
    },
    getAccessToken: tokens.get,
    async refresh(call) {
      await refresh(await readyAndHeld(keeper, call), call)
    },
    logout: leave,
    dispose: auto.dispose,
  }
}
