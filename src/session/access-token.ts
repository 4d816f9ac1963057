import type { Clock } from '../base/clock.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/exchange.ts'
import type { Refresh } from './refresh/refresh.ts'
import type { SessionKeeper } from './state/keeper.ts'
import { type HeldSession, isExpired, isUnrefreshable } from './state/snapshot.ts'

/** For how long a rejected fresh token is not refreshed after another rejection. */
const rejectedMs = 60_000

/** Hands out access tokens that have not expired. */
export interface AccessTokens {
  /**
   * Resolves to the access token. An expired one is refreshed first; one that is due is handed out while the refresh
   * runs. Rejects with `signed_out`, or as {@link Refresh} does.
   */
  get(call?: CallOptions): Promise<string>
  /**
   * Resolves to a token to send instead of `used`, which a server has rejected: the current one if it differs, else a
   * refreshed one; undefined if a refresh cannot help or did not help before.
   */
  replace(used: string, call?: CallOptions): Promise<string | undefined>
  /** Remembers for a while that a server rejected a fresh token: another refresh would not help. */
  markRejected(fresh: string): void
}

/** Makes the access tokens over the keeper. */
export function createAccessTokens(
  keeper: SessionKeeper,
  refresh: Refresh,
  refreshIfDue: () => void,
  clock: Clock,
): AccessTokens {
  let rejected: { readonly accessToken: string; readonly untilMs: number } | undefined

  return {
    async get(call) {
      const held = await keeper.ready(call)
      if (isExpired(held, clock)) return freshToken(await refresh(held, call))
      // The token still works, so nobody waits; an event reports a failure.
      refreshIfDue()
      return held.record.tokens.accessToken
    },
    async replace(used, call) {
      const held = await keeper.ready(call)
      const { accessToken } = held.record.tokens
      if (accessToken !== used) return accessToken
      if (isUnrefreshable(held, clock)) return undefined
      if (used === rejected?.accessToken && clock.monotonicNow() < rejected.untilMs) return undefined
      return freshToken(await refresh(held, call))
    },
    markRejected(fresh) {
      rejected = { accessToken: fresh, untilMs: clock.monotonicNow() + rejectedMs }
    },
  }

  /** Does not loop when the server issues expired tokens: each caller gets an error instead. */
  function freshToken(held: HeldSession): string {
    if (!isExpired(held, clock)) return held.record.tokens.accessToken
    throw new PortalAuthError({
      code: 'unexpected_response',
      operation: 'refresh',
      message: 'the server issued an access token that has already expired',
    })
  }
}
