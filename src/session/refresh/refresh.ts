import { type Clock, pause } from '../../base/clock.ts'
import { withDeadline } from '../../base/deadline.ts'
import { isPortalAuthError, PortalAuthError } from '../../base/portal-auth-error.ts'
import type { CallOptions } from '../../transport/ask.ts'
import type { EmitEvent } from '../state/events.ts'
import type { SessionKeeper } from '../state/keeper.ts'
import type { HeldSession } from '../state/snapshot.ts'
import type { AttemptRefresh } from './attempt.ts'
import { backoffMs, maxAttempts } from './backoff.ts'

/**
 * Replaces the tokens of a session and resolves to the session that then stands.
 *
 * Rejects with `session_expired` when the server ended the session, `signed_out` when a logout came first, `aborted` or
 * `timeout` for the one caller that does not wait any longer, and otherwise with the transport code of the last attempt:
 * the session then goes on.
 */
export type Refresh = (from: HeldSession, call?: CallOptions) => Promise<HeldSession>

/** What a refresh needs. */
export interface RefreshOptions {
  readonly keeper: SessionKeeper
  readonly attempt: AttemptRefresh
  readonly clock: Clock
  readonly random: () => number
  /** How long a caller waits, in milliseconds. The refresh itself goes on. */
  readonly timeoutMs: number
  readonly isOnline: () => boolean
  readonly emit: EmitEvent
}

/** Makes the refresh: one flight for each refresh token, whoever asks. */
export function createRefresh({ keeper, attempt, clock, random, timeoutMs, isOnline, emit }: RefreshOptions): Refresh {
  const flights = new Map<string, Promise<HeldSession>>()

  return (from, call) =>
    withDeadline(() => join(from), { operation: 'refresh', clock, timeoutMs, signal: call?.signal })

  function join(from: HeldSession): Promise<HeldSession> {
    const token = from.session.refreshToken ?? ''
    const joined = flights.get(token)
    // guard: join by token
    if (joined) {
      emit({ type: 'refresh_joined' })
      return joined
    }
    const flight = fly(from).finally(() => flights.delete(token))
    flights.set(token, flight)
    return flight
  }

  async function fly(from: HeldSession): Promise<HeldSession> {
    for (let failures = 1; ; failures++) {
      try {
        if (!isOnline()) throw offline()
        await attempt(from)
        return heldOrThrow(keeper)
      } catch (error) {
        // Where trying again cannot help, the token may be spent.
        if (!isPortalAuthError(error) || !error.retryable) throw error
        if (failures === maxAttempts || error.retryAfterMs !== undefined || !isOnline()) throw error
      }
      await pause(clock, backoffMs(failures, random))
      const held = heldOrThrow(keeper)
      // A logout and login, or another tab's refresh, came while this one waited.
      if (held.session.refreshToken !== from.session.refreshToken) return held
    }
  }
}

/** The session that is held. Throws `signed_out` where there is none. */
export function heldOrThrow(keeper: SessionKeeper): HeldSession {
  const held = keeper.held()
  if (held === undefined) throw new PortalAuthError({ code: 'signed_out', operation: 'refresh' })
  return held
}

function offline(): PortalAuthError {
  return new PortalAuthError({ code: 'network', operation: 'refresh', message: 'the device is offline' })
}
