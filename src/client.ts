import { type Clock, createClock } from './base/clock.ts'
import { isBaseUrl, resolveUrl } from './base/origin.ts'
import { randomName, systemRandom } from './base/random.ts'
import { callSafely, type Store } from './base/store.ts'
import type { DoneStep, LoginContext } from './login/context.ts'
import type { LoginFlow } from './login/flow/flow.ts'
import { type Identified, identify } from './login/identify.ts'
import { type LoginCredentials, login } from './login/login.ts'
import type { SessionSnapshot, SignedInSession, SignedOutSession } from './model/session.ts'
import { checkOptions, type PortalAuthOptions } from './options.ts'
import type { AuthFetch, PrepareRequest } from './session/fetch.ts'
import type { LogoutResult } from './session/logout.ts'
import { createSession } from './session/session.ts'
import { pageLifecycle } from './session/tabs/lifecycle.ts'
import { memoryStorage } from './storage/memory-storage.ts'
import type { PortalAuthStorage } from './storage/storage.ts'
import { createAsk } from './transport/ask.ts'
import { createCheckAnswer } from './transport/check-answer.ts'
import { type CallOptions, createExchange } from './transport/exchange.ts'
import { printDebug, printExchanges } from './transport/print-exchanges.ts'
import { type CallerCode, createPortalSend, createSender, type Send } from './transport/send.ts'
import { createOriginCheck } from './transport/token-origins.ts'

/** ScaiKey's portal login and the session that follows it. */
export interface PortalAuth {
  /**
   * Sends the e-mail and resolves to the next step. Rejects with `validation_failed`, `rate_limited` or a transport code,
   * and with `invalid_credentials`, `account_disabled` or `account_locked` if the portal reveals that at this step.
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
   * Resolves to an access token that has not expired; an expired one is refreshed first. Rejects with `signed_out`,
   * `session_expired` or a transport code.
   */
  getAccessToken(call?: CallOptions): Promise<string>
  /**
   * Replaces the tokens now. Rejects with `signed_out`, `session_expired` or a transport code. After a transport code the
   * session continues.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1refresh/post
   */
  refresh(call?: CallOptions): Promise<void>
  /**
   * Ends the session: here at once, also during a refresh, then at the server. Never rejects.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1logout/post
   */
  logout(call?: CallOptions): Promise<LogoutResult>
  /**
   * Resolves to the first session snapshot that is not `loading`, for router guards. Rejects with `aborted`, and with
   * `timeout` on a server, where the storage of a browser is out of reach.
   */
  ready(call?: CallOptions): Promise<SignedInSession | SignedOutSession>
  /**
   * A drop-in `fetch`. It sends the access token to `apiOrigins`, refreshes an expired one first, and sends the request
   * once more after a 401, unless `{ replay: false }` says otherwise. Rejects as fetch does, and as
   * {@link PortalAuth.getAccessToken} does; with `unexpected_response` if `isExpired` throws.
   */
  readonly fetch: AuthFetch
  /** The session as a store: who is signed in, or why nobody is. */
  readonly session: Store<SessionSnapshot>
  /** Whether {@link PortalAuth.fetch} sends the access token to a URL, because its origin is among `apiOrigins`. */
  sendsTokenTo(url: string | URL): boolean
  /** The option `baseUrl`. */
  readonly baseUrl: string
  /** Stops all timers and listeners, those of its login flows included. A refresh under way is finished. */
  dispose(): void
  [Symbol.dispose](): void
  /** For the other functions of this package, such as `createLoginFlow(auth)`. It may change in any release. */
  '~internals'(): PortalAuthInternals
}

/** The parts of a client that the other functions of this package use. */
interface PortalAuthInternals {
  readonly login: LoginContext
  readonly prepare: PrepareRequest
  readonly portalSend: Send
  readonly clock: Clock
  readonly storage: PortalAuthStorage
  readonly storageKey: string
  readonly disposers: Set<() => void>
  /** The login flow that the hooks share, once one of them has been used. */
  defaultFlow?: LoginFlow
}

/**
 * Makes a client. It reads its storage at once and refreshes a stored session that is due.
 *
 * Throws a `TypeError` for an option that is unknown or has a wrong value.
 */
export function createPortalAuth(options: PortalAuthOptions): PortalAuth {
  if (typeof process !== 'undefined' && process.env.NODE_ENV !== 'production') checkOptions(options)
  const { baseUrl, timeoutMs = 10_000 } = options
  const { schemas, classifyError, storageKey = 'scaikey-portal-auth.session', storage = memoryStorage() } = options
  // In production too: a URL may come from outside, and passwords go there.
  if (!isBaseUrl(baseUrl)) throw new TypeError('baseUrl')
  const portal = resolveUrl(baseUrl)
  const clock = createClock(options.clock)
  const caller: CallerCode = { isRunning: false }
  const sender = createSender(options.fetch, caller)
  const portalSend = createPortalSend(options, sender.send, caller)
  const sendsTokenTo = createOriginCheck(options.apiOrigins, baseUrl)
  const quietExchange = createExchange({ baseUrl, send: portalSend, clock, timeoutMs, classifyError })
  const exchange = options.debug ? printExchanges(quietExchange, clock) : quietExchange
  const checkAnswer = createCheckAnswer(schemas)
  const ask = createAsk(exchange, checkAnswer)
  const session = createSession({
    ask,
    exchange,
    checkAnswer,
    clock,
    random: options.random ?? systemRandom,
    timeoutMs,
    storageKey,
    portal,
    storage,
    lock: options.lock,
    channel: options.channel,
    lifecycle: options.lifecycle ?? pageLifecycle,
    sender,
    caller,
    maySendToken: sendsTokenTo,
    isExpired: options.isExpired,
    // In a microtask, so that no caller's code runs under a lock or in a transaction.
    emit: (event) =>
      (options.debug || options.onEvent) &&
      queueMicrotask(() => {
        if (options.debug) printDebug(event)
        callSafely(() => options.onEvent?.(event))
      }),
    clientName: randomName(),
  })
  const context: LoginContext = {
    ask,
    signIn: session.signIn,
    revoke: session.revoke,
    portal,
    stepData: new WeakMap(),
  }
  const disposers = new Set<() => void>([session.dispose])
  const dispose = (): void => {
    for (const disposeOne of [...disposers]) disposeOne()
  }
  // Older browsers lack the symbol. Polyfills register it under this name.
  const disposeSymbol: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose')
  const internals: PortalAuthInternals = {
    login: context,
    prepare: session.prepare,
    portalSend,
    clock,
    storage,
    storageKey,
    disposers,
  }
  return {
    identify: (input, call) => identify(context, input, call),
    login: (credentials, call) => login(context, credentials, call),
    getAccessToken: session.getAccessToken,
    refresh: session.refresh,
    logout: session.logout,
    ready: session.ready,
    fetch: session.fetch,
    session: session.store,
    sendsTokenTo,
    baseUrl,
    dispose,
    [disposeSymbol]: dispose,
    // A function, so that no way of printing a client shows what is behind it.
    '~internals': () => internals,
  }
}
