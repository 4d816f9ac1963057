import type { Clock } from '../base/clock.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/ask.ts'
import { tokenTimes } from './expiry.ts'
import type { Refresh } from './refresh.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { HeldSession } from './session-snapshot.ts'

/** Hands out access tokens that are good to use. */
export interface AccessTokens {
  /**
   * The access token. One that is over is refreshed first; one that is merely due is handed out while the refresh runs.
   * Rejects with `signed_out`, or as {@link Refresh} does.
   */
  get(call?: CallOptions): Promise<string>
  /** A token newer than `used`, which a server has refused: the present one where it differs, else a refreshed one. */
  replace(used: string, call?: CallOptions): Promise<string>
}

/** Makes the hand-out over the keeper. */
export function createAccessTokens(keeper: SessionKeeper, refresh: Refresh, clock: Clock): AccessTokens {
  return {
    async get(call) {
      const held = await heldOrThrow()
      const { refreshAtMs, expiresAtMs } = tokenTimes(held.receivedMs, held.lifetimeMs)
      const nowMs = clock.monotonicNow()
      if (expiresAtMs <= nowMs) return (await refresh(held, call)).session.accessToken
      // The token still works, so nobody waits, and a failure is told by its event.
      if (refreshAtMs <= nowMs && held.session.refreshToken !== undefined) refresh(held).catch(() => {})
      return held.session.accessToken
    },
    async replace(used, call) {
      const held = await heldOrThrow()
      if (held.session.accessToken !== used) return held.session.accessToken
      return (await refresh(held, call)).session.accessToken
    },
  }

  async function heldOrThrow(): Promise<HeldSession> {
    await keeper.ready
    const held = keeper.held()
    if (held === undefined) throw new PortalAuthError({ code: 'signed_out', operation: 'refresh' })
    return held
  }
}
