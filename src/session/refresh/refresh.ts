import { type Clock, pause } from '../../base/clock.ts'
import { waitInTime } from '../../base/deadline.ts'
import { isPortalAuthError, PortalAuthError } from '../../base/portal-auth-error.ts'
import type { CallOptions } from '../../transport/exchange.ts'
import type { EmitEvent } from '../state/events.ts'
import type { SessionKeeper } from '../state/keeper.ts'
import type { HeldSession } from '../state/snapshot.ts'
import type { RefreshAttempts } from './attempt.ts'
import { backoffMs, maxAttempts } from './backoff.ts'

/**
 * Replaces the tokens of a session and resolves to the same session with its new tokens.
 *
 * Rejects with `session_expired` if the server ended the session, `signed_out` if a logout or another login came first, `aborted` or
 * `timeout` for the one caller that stops waiting, and otherwise with the transport code of the last attempt: the session
 * then continues.
 */
export type Refresh = (from: HeldSession, call?: RefreshCall) => Promise<HeldSession>

/** A call that may wait for a refresh. */
interface RefreshCall extends CallOptions {
  /** Whether an option of the caller's made the call while it was running, such as `headers`. */
  readonly isNested?: boolean | undefined
}

/** What a refresh needs. */
export interface RefreshOptions {
  readonly keeper: SessionKeeper
  readonly attempt: RefreshAttempts['attempt']
  readonly clock: Clock
  readonly random: () => number
  /** How long a caller waits, in milliseconds. The refresh itself continues. */
  readonly timeoutMs: number
  /** Whether a failed attempt is worth repeating at once. A wrong `false` costs no attempt. */
  readonly isOnline: () => boolean
  readonly emit: EmitEvent
}

/** Makes the refresh: one flight for each refresh token of a session, however many callers ask. */
export function createRefresh(options: RefreshOptions): Refresh {
  const { keeper, attempt, clock, random, timeoutMs, isOnline, emit } = options
  const flights = new Map<string, Promise<HeldSession>>()

  return (from, call) =>
    waitInTime(() => join(from, call?.isNested === true), {
      operation: 'refresh',
      clock,
      timeoutMs,
      signal: call?.signal,
    })

  function join(from: HeldSession, isNested: boolean): Promise<HeldSession> {
    const { sessionId, refreshToken = '' } = from.record.tokens
    const key = `${sessionId} ${refreshToken}`
    const joined = flights.get(key)
    // guard: join by token
    if (joined) {
      if (isNested) throw waitsForItself()
      emit({ type: 'refresh_joined' })
      return joined
    }
    const flight = fly(from)
      .then((held) => sameSession(from, held))
      .finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }

  async function fly(from: HeldSession): Promise<HeldSession> {
    for (let failures = 1; ; failures++) {
      try {
        await attempt(from)
        return keeper.require()
      } catch (error) {
        // After an error that is not retryable the token may have been used.
        if (!isPortalAuthError(error) || !error.retryable) throw error
        if (failures === maxAttempts || error.retryAfterMs !== undefined || !isOnline()) throw error
      }
      await pause(clock, backoffMs(failures, random))
      const held = keeper.require()
      // A logout and login, or another tab's refresh, came during the pause.
      if (held.record.tokens.refreshToken !== from.record.tokens.refreshToken) return held
    }
  }
}

/** The held session if it is the one that the refresh began under. Throws `signed_out` if not. */
function sameSession(from: HeldSession, held: HeldSession): HeldSession {
  // guard: refresh ends with the session it began with
  if (held.record.tokens.sessionId !== from.record.tokens.sessionId) throw otherSession()
  return held
}

/** The error for a `headers`, `credentials` or `fetch` option that asks for the token which its own request is about to fetch. */
function waitsForItself(): PortalAuthError {
  const message =
    typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
      ? 'createPortalAuth(): headers, credentials and fetch must not call the client; the refresh would wait for itself'
      : ''
  return new PortalAuthError({ code: 'unexpected_response', operation: 'refresh', retryable: false, message })
}

/** The error for a call that began under one session when another one is held. */
export function otherSession(): PortalAuthError {
  return new PortalAuthError({
    code: 'signed_out',
    operation: 'refresh',
    message: typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' ? 'another session has begun' : '',
  })
}
