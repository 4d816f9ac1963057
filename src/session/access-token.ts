import { untilAborted } from '../base/abort.ts'
import type { Clock } from '../base/clock.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/ask.ts'
import { heldOrThrow, type Refresh } from './refresh/refresh.ts'
import type { SessionKeeper } from './state/keeper.ts'
import { type HeldSession, isFixed, isOver } from './state/snapshot.ts'

/** How long a fresh token that was refused is not refreshed for being refused again. */
const distrustMs = 60_000

/** Hands out access tokens that are good to use. */
export interface AccessTokens {
  /**
   * The access token. One that is over is refreshed first; one that is merely due is handed out while the refresh runs.
   * Rejects with `signed_out`, or as {@link Refresh} does.
   */
  get(call?: CallOptions): Promise<string>
  /**
   * A token to send instead of `used`, which a server has refused: the present one where it differs, else a refreshed
   * one; undefined where a refresh cannot help, or has not before.
   */
  replace(used: string, call?: CallOptions): Promise<string | undefined>
  /** Remembers for a while that a server refused a token although it was fresh: refreshing again would not help. */
  distrust(fresh: string): void
}

/** Makes the hand-out over the keeper. */
export function createAccessTokens(
  keeper: SessionKeeper,
  refresh: Refresh,
  nudge: () => void,
  clock: Clock,
): AccessTokens {
  let distrusted: { readonly accessToken: string; readonly untilMs: number } | undefined

  return {
    async get(call) {
      const held = await readyAndHeld(keeper, call)
      if (isOver(held, clock)) return freshToken(await refresh(held, call))
      // The token still works, so nobody waits, and a failure is told by its event.
      nudge()
      return held.session.accessToken
    },
    async replace(used, call) {
      const held = await readyAndHeld(keeper, call)
      // guard: stale-401 check
      if (held.session.accessToken !== used) return held.session.accessToken
      if (isFixed(held, clock)) return undefined
      if (used === distrusted?.accessToken && clock.monotonicNow() < distrusted.untilMs) return undefined
      return freshToken(await refresh(held, call))
    },
    distrust(fresh) {
      distrusted = { accessToken: fresh, untilMs: clock.monotonicNow() + distrustMs }
    },
  }

  /** A server that hands out tokens which are over on arrival is not asked in a loop: each caller is told. */
  function freshToken(held: HeldSession): string {
    if (!isOver(held, clock)) return held.session.accessToken
    throw new PortalAuthError({
      code: 'unexpected_response',
      operation: 'refresh',
      message: 'the server handed out an access token that is over already',
    })
  }
}

/** The session that is held once the storage has been read. Rejects with `signed_out` where there is none, or `aborted`. */
export async function readyAndHeld(keeper: SessionKeeper, { signal }: CallOptions = {}): Promise<HeldSession> {
  await untilAborted(keeper.ready, signal).catch((cause: unknown) => {
    throw new PortalAuthError({ code: 'aborted', operation: 'refresh', cause })
  })
  return heldOrThrow(keeper)
}
