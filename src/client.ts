import { type Clock, createClock } from './base/clock.ts'
import { PortalAuthError } from './base/portal-auth-error.ts'
import { callSafely, type Store } from './base/store.ts'
import type * as afterPassword from './login/authenticate.ts'
import * as steps from './login/identify.ts'
import { type LoginCredentials, login } from './login/login.ts'
import type * as finished from './login/portal.ts'
import type * as secondFactor from './login/verify.ts'
import { createAccessTokens } from './session/access-token.ts'
import type { EmitEvent, PortalAuthEvent } from './session/events.ts'
import { type LogoutResult, logout } from './session/logout.ts'
import { createRefresh } from './session/refresh.ts'
import { createRevoke } from './session/revoke.ts'
import { createSessionFetch } from './session/session-fetch.ts'
import { createSessionKeeper } from './session/session-keeper.ts'
import type { SessionSnapshot, SignedInSession } from './session/session-snapshot.ts'
import { memoryStorage, type PortalAuthStorage } from './session/storage.ts'
import { createVault } from './session/vault.ts'
import { type CallOptions, type ClassifyError, createAsk } from './transport/ask.ts'
import type { Grant } from './transport/grant.ts'
import {
  createPortalClient,
  createPortalFetch,
  type PortalClient,
  type PortalClientOptions,
} from './transport/portal-client.ts'
import type { ResponseSchemas } from './transport/response-schemas.ts'
import { createOriginCheck } from './transport/token-origins.ts'

/** What {@link createPortalAuth} takes. Only `baseUrl` is required. */
export interface PortalAuthOptions extends PortalClientOptions {
  /** Where the session is kept. Default: `memoryStorage()`, which ends with the page. */
  readonly storage?: PortalAuthStorage | undefined
  /** Schemas that every portal answer is checked against, from `scaikey-portal-auth/schemas`. Default: only what the types rely on is checked. */
  readonly schemas?: ResponseSchemas | undefined
  /** Where time comes from. Default: the real thing. */
  readonly clock?: Partial<Clock> | undefined
  /** How long a portal request may take, in milliseconds. Default: 10 000. */
  readonly timeoutMs?: number | undefined
  /** For a portal that refuses in its own way: names the code of a refusal; undefined leaves it to the client. */
  readonly classifyError?: ClassifyError | undefined
  /** Told of every decision the session makes; never of a secret. */
  readonly onEvent?: ((event: PortalAuthEvent) => void) | undefined
  /** Origins that `auth.fetch` may send the access token to. Default: the origin of `baseUrl`. */
  readonly apiOrigins?: readonly string[] | undefined
}

/** ScaiKey's portal login and the session that follows it. */
export interface PortalAuth {
  /**
   * Names the user; the answer is the next step. Rejects with `validation_failed`, `rate_limited` or a transport code.
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
  /** The session as a store: who is signed in, and why nobody is. */
  readonly session: Store<SessionSnapshot>
  /** The bare typed client of the six operations. It knows nothing of the session. */
  readonly portal: PortalClient
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
/** The login is finished and the session has begun. */
export type DoneStep = finished.DoneStep<SignedInSession>

/**
 * Makes a client. It reads its storage and sends nothing until it is asked to.
 *
 * Throws a `TypeError` for an option it cannot use.
 */
export function createPortalAuth(options: PortalAuthOptions): PortalAuth {
  const { baseUrl, timeoutMs = 10_000 } = options
  if (typeof baseUrl !== 'string' || baseUrl === '') {
    throw new TypeError('createPortalAuth: baseUrl is required: an origin, or a path prefix of a same-origin proxy')
  }
  if (!(timeoutMs > 0)) throw new TypeError(`createPortalAuth: timeoutMs must be above 0, not ${timeoutMs}`)

  const clock = createClock(options.clock)
  const emit: EmitEvent = (event) => callSafely(() => options.onEvent?.(event))
  const fetch = createPortalFetch(options)
  const client = createPortalClient(baseUrl, fetch)
  const { schemas, classifyError } = options
  const ask = createAsk({ clock, timeoutMs, schemas, classifyError })

  const keeper = createSessionKeeper(createVault(options.storage ?? memoryStorage()), clock, emit)
  const revoke = createRevoke(ask, client)
  const refresh = createRefresh({ keeper, ask, client, revoke, emit })
  const tokens = createAccessTokens(keeper, refresh, clock)
  const portal: finished.Portal<SignedInSession> = { ask, client, fetch, baseUrl, signIn }

  async function signIn({ accessToken, refreshToken, user }: Grant): Promise<SignedInSession> {
    await keeper.begin({ accessToken, refreshToken, user: user.raw })
    const session = keeper.store.getSnapshot()
    if (session.status !== 'signed_in') throw signedOut()
    return session
  }

  return {
    identify: (input, call) => steps.identify(portal, input, call),
    login: (credentials, call) => login(portal, credentials, call),
    getAccessToken: tokens.get,
    async refresh(call) {
      await keeper.ready
      const held = keeper.held()
      if (held === undefined) throw signedOut()
      await refresh(held, call)
    },
    logout: (call) => logout(keeper, revoke, call),
    fetch: createSessionFetch({
      tokens,
      fetch: (request) => (options.fetch ? options.fetch(request) : globalThis.fetch(request)),
      maySendToken: createOriginCheck(options.apiOrigins ?? [baseUrl]),
      emit,
    }),
    session: keeper.store,
    portal: client,
  }
}

function signedOut(): PortalAuthError {
  return new PortalAuthError({ code: 'signed_out', operation: 'refresh' })
}
