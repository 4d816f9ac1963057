import { createClock } from './base/clock.ts'
import { randomName, systemRandom } from './base/random.ts'
import { callSafely, type Store } from './base/store.ts'
import type * as afterPassword from './login/authenticate.ts'
import type * as finished from './login/context.ts'
import * as asStore from './login/flow/flow.ts'
import type * as shown from './login/flow/snapshot.ts'
import * as steps from './login/identify.ts'
import { type LoginCredentials, login } from './login/login.ts'
import type * as secondFactor from './login/verify.ts'
import { checkOptions, type PortalAuthOptions } from './options.ts'
import type { LogoutResult } from './session/logout.ts'
import type { SessionMiddleware } from './session/middleware.ts'
import { createSession } from './session/session.ts'
import type { SessionSnapshot, SignedInSession } from './session/state/snapshot.ts'
import { pageLifecycle } from './session/tabs/lifecycle.ts'
import type { KeyValueStorage } from './storage/key-value-storage.ts'
import { memoryStorage } from './storage/memory-storage.ts'
import type { PortalAuthStorage } from './storage/storage.ts'
import { webStorage } from './storage/web-storage.ts'
import { type CallOptions, createAsk } from './transport/ask.ts'
import { createCheckAnswer } from './transport/check-answer.ts'
import { createPortalClient, createPortalFetch, createSend, type PortalClient } from './transport/portal-client.ts'
import { createOriginCheck } from './transport/token-origins.ts'

/** ScaiKey's portal login and the session that follows it. */
export interface PortalAuth {
  /**
   * Names the user; the answer is the next step. Rejects with `validation_failed`, `rate_limited` or a transport code,
   * and with `invalid_credentials`, `account_disabled` or `account_locked` where a portal tells so much.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1identify/post
   */
  identify(input: { readonly email: string }, call?: CallOptions): Promise<Identified>
  /**
   * Logs in with one request, as old callers do. Rejects with `invalid_credentials`, `tenant_required`, `mfa_required`,
   * `account_disabled`, `account_locked`, `rate_limited`, `validation_failed` or a transport code.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1login/post
   */
  login(credentials: LoginCredentials, call?: CallOptions): Promise<DoneStep>
  /**
   * An access token that is good to use, refreshed first where it is over. Rejects with `signed_out`,
   * `session_expired` or a transport code.
   */
  getAccessToken(call?: CallOptions): Promise<string>
  /**
   * Replaces the tokens now. Rejects with `signed_out`, `session_expired` or a transport code; only the first two mean
   * that the session is over.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1refresh/post
   */
  refresh(call?: CallOptions): Promise<void>
  /**
   * Ends the session: here at once, whatever is under way, then at the server. Never rejects.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1logout/post
   */
  logout(call?: CallOptions): Promise<LogoutResult>
  /**
   * A drop-in `fetch` that sends the access token to `apiOrigins`, refreshes it when it is over, and sends a request once
   * more after a 401. Rejects as fetch does, and as {@link PortalAuth.getAccessToken} does.
   */
  readonly fetch: typeof globalThis.fetch
  /** Does for an openapi-fetch client that exists already what {@link PortalAuth.fetch} does: `client.use(auth.middleware)`. */
  readonly middleware: SessionMiddleware
  /** The login as a store, for a user interface: the step, what went wrong, and the actions that the step has. */
  readonly flow: Flow
  /** The session as a store: who is signed in, and why nobody is. */
  readonly session: Store<SessionSnapshot>
  /** Whether {@link PortalAuth.fetch} sends the access token to a URL: whether its origin is among `apiOrigins`. */
  sendsTokenTo(url: string | URL): boolean
  /** Where the portal is, as it was given. */
  readonly baseUrl: string
  /** The bare typed client of the six operations. It knows nothing of the session. */
  readonly portal: PortalClient
  /** Stops timers and listeners, so that nothing happens by itself any more; a refresh under way is finished. */
  dispose(): void
  [Symbol.dispose](): void
}

/** What is known once the user is named: a password step, or one that needs the tenant too. */
export type Identified = steps.Identified<SignedInSession>
/** The password is next; no tenant has to be chosen. */
export type PasswordStep = steps.PasswordStep<SignedInSession>
/** The password is next, with the tenant that the user chose. */
export type TenantStep = steps.TenantStep<SignedInSession>
/** What follows a password that was right: the session, a second factor, or a status this version does not know. */
export type Authenticated = afterPassword.Authenticated<SignedInSession>
/** A second factor is next. */
export type MfaStep = secondFactor.MfaStep<SignedInSession>
/** The login as a store, for a user interface. */
export type Flow = asStore.Flow<SignedInSession>
/** What the login as a store shows. */
export type FlowSnapshot = shown.FlowSnapshot<SignedInSession>
/** The login is finished and the session has begun. */
export type DoneStep = finished.DoneStep<SignedInSession>

/**
 * Makes a client. It reads its storage at once; a stored session that is due is refreshed by itself.
 *
 * Throws a `TypeError` for an option it cannot use.
 */
export function createPortalAuth(options: PortalAuthOptions): PortalAuth {
  checkOptions(options)
  const { baseUrl, timeoutMs = 10_000 } = options
  const clock = createClock(options.clock)
  const random = options.random ?? systemRandom
  const send = createSend(options.fetch)
  const fetch = createPortalFetch(options, send)
  const client = createPortalClient(baseUrl, fetch)
  const { schemas, classifyError, storageKey = 'scaikey-portal-auth.session' } = options
  const checkAnswer = createCheckAnswer(schemas)
  const sendsTokenTo = createOriginCheck(options.apiOrigins ?? [baseUrl])
  const ask = createAsk({ baseUrl, clock, timeoutMs, checkAnswer, classifyError })
  const session = createSession({
    ask,
    checkAnswer,
    client,
    clock,
    random,
    timeoutMs,
    storageKey,
    storage: options.storage ?? memoryStorage(),
    lock: options.lock,
    channel: options.channel,
    lifecycle: options.lifecycle ?? pageLifecycle,
    fetch: send,
    maySendToken: sendsTokenTo,
    // Later, so that no caller's code runs under a lock or in a transaction.
    emit: (event) => queueMicrotask(() => callSafely(() => options.onEvent?.(event))),
    clientName: randomName(),
  })
  const portal: finished.Portal<SignedInSession> = {
    ask,
    client,
    fetch,
    baseUrl,
    signIn: session.signIn,
    stepData: new WeakMap(),
  }

  let flow: Flow | undefined
  function openFlow(): Flow {
    const opened = asStore.createFlow(portal, {
      storage: options.flowStorage ?? defaultFlowStorage(options.storage),
      key: `${storageKey}.flow`,
      clock,
    })
    session.store.subscribe(({ status }) => {
      const snapshot = opened.getSnapshot()
      if (status === 'signed_out' && snapshot.step === 'done') snapshot.restart()
    })
    return opened
  }

  // Older browsers have no such symbol; whoever brings one registers it under this name.
  const disposeSymbol: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose')

  function dispose(): void {
    flow?.dispose()
    session.dispose()
  }

  return {
    identify: (input, call) => steps.identify(portal, input, call),
    login: (credentials, call) => login(portal, credentials, call),
    getAccessToken: session.getAccessToken,
    refresh: session.refresh,
    logout: session.logout,
    fetch: session.fetch,
    middleware: session.middleware,
    sendsTokenTo,
    baseUrl,
    get flow() {
      flow ??= openFlow()
      return flow
    },
    session: session.store,
    // An instance of the caller's own: a middleware on it does not see the login.
    portal: createPortalClient(baseUrl, fetch),
    dispose,
    [disposeSymbol]: dispose,
  }
}

/** A login in progress outlives a reload where the session does, and belongs to one tab in any case. */
function defaultFlowStorage(storage: PortalAuthStorage = memoryStorage()): KeyValueStorage {
  // Only a page has tabs. A server may have a sessionStorage too, one for all its users.
  if (storage.shared === false || typeof document === 'undefined') return storage
  try {
    return webStorage(sessionStorage)
  } catch {
    // A sandboxed frame has none.
    return memoryStorage()
  }
}
