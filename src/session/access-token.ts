import type { Clock } from '../base/clock.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/exchange.ts'
import type { CallerCode } from '../transport/send.ts'
import { otherSession, type Refresh } from './refresh/refresh.ts'
import type { SessionKeeper } from './state/keeper.ts'
import type { Tokens } from './state/record.ts'
import { ageMs, type HeldSession, isExpired, isUnrefreshable } from './state/snapshot.ts'

/** For how long a rejected fresh token is not refreshed after another rejection. */
const rejectedMs = 60_000

/** Hands out access tokens that have not expired. */
export interface AccessTokens {
  /**
   * The tokens that this tab holds, if there is nothing to wait for and nothing to reject; else {@link AccessTokens.get}
   * decides. Tokens that are due are refreshed meanwhile.
   */
  current(call?: CallOptions): Tokens | undefined
  /**
   * Resolves to tokens whose access token has not expired. An expired one is refreshed first; one that is due is handed out
   * while the refresh runs. Rejects with `signed_out`, or as {@link Refresh} does.
   */
  get(call?: CallOptions): Promise<Tokens>
  /**
   * Resolves to tokens of the same session to send instead of `used`, whose access token a server has rejected: the current
   * ones if they differ, else refreshed ones; undefined if a refresh cannot help or did not help before. Rejects with
   * `signed_out` if another session has begun.
   */
  replace(used: Tokens, call?: CallOptions): Promise<Tokens | undefined>
  /** Remembers for a while that a server rejected a fresh token: another refresh would not help. */
  markRejected(fresh: Tokens): void
  /** Has rejected tokens refreshed before their next use, and not again for a while. */
  markStale(used: Tokens): void
}

/** Makes the access tokens over the keeper. */
export function createAccessTokens(
  keeper: SessionKeeper,
  refresh: Refresh,
  refreshIfDue: (ageMs: number) => void,
  clock: Clock,
  caller: CallerCode,
): AccessTokens {
  let rejected: { readonly accessToken: string; readonly untilMs: number } | undefined
  /** The access token that is refreshed before its next use, although it has not expired. */
  let stale: string | undefined
  let staleAgainMs = Number.NEGATIVE_INFINITY

  function current(call: CallOptions | undefined): Tokens | undefined {
    const held = keeper.held()
    if (held === undefined || call?.signal?.aborted) return undefined
    // Once: the clocks are most of what this takes.
    const age = ageMs(held, clock)
    const { tokens } = held.record
    if (isExpired(held, clock, age) || tokens.accessToken === stale) return undefined
    // The token still works, so nobody waits; an event reports a failure.
    refreshIfDue(age)
    return tokens
  }

  return {
    current,
    async get(call) {
      const isNested = caller.isRunning
      const held = keeper.held() ?? (await keeper.ready(call))
      const tokens = current(call)
      if (tokens) return tokens
      const fresh = freshTokens(await refresh(held, { ...call, isNested }))
      stale = undefined
      return fresh
    },
    async replace(used, call) {
      const held = keeper.held() ?? (await keeper.ready(call))
      const { tokens } = held.record
      // guard: request of another session is not replayed
      if (tokens.sessionId !== used.sessionId) throw otherSession()
      // guard: stale-401 check
      if (tokens.accessToken !== used.accessToken) return tokens
      if (isUnrefreshable(held, clock) || isRejected(used)) return undefined
      return freshTokens(await refresh(held, call))
    },
    markRejected(fresh) {
      rejected = { accessToken: fresh.accessToken, untilMs: clock.monotonicNow() + rejectedMs }
    },
    markStale(used) {
      const held = keeper.held()
      if (held?.record.tokens.accessToken !== used.accessToken || isUnrefreshable(held, clock)) return
      // guard: tokens that are rejected without a replay are not refreshed in a loop
      if (isRejected(used) || clock.monotonicNow() < staleAgainMs) return
      stale = used.accessToken
      staleAgainMs = clock.monotonicNow() + rejectedMs
    },
  }

  function isRejected({ accessToken }: Tokens): boolean {
    return accessToken === rejected?.accessToken && clock.monotonicNow() < rejected.untilMs
  }

  /** Does not loop when the server issues expired tokens: each caller gets an error instead. */
  function freshTokens(held: HeldSession): Tokens {
    if (!isExpired(held, clock)) return held.record.tokens
    throw new PortalAuthError({
      code: 'unexpected_response',
      operation: 'refresh',
      message:
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'the server issued an access token that has already expired'
          : '',
    })
  }
}
