import { untilAborted } from '../base/abort.ts'
import { nonEmptyString } from '../base/json.ts'
import { isPortalAuthError, PortalAuthError } from '../base/portal-auth-error.ts'
import { type Ask, type CallOptions, unexpectedAnswer } from '../transport/ask.ts'
import type { PortalClient } from '../transport/portal-client.ts'
import type { EmitEvent } from './events.ts'
import type { Revoke } from './revoke.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { HeldSession } from './session-snapshot.ts'

/**
 * Replaces the tokens of a session and resolves to the session that then stands.
 *
 * Rejects with `session_expired` when the server ended the session, `signed_out` when a logout came first, `aborted`
 * for the one caller that aborts, and otherwise with a transport code: the session then goes on.
 */
export type Refresh = (from: HeldSession, call?: CallOptions) => Promise<HeldSession>

/** What a refresh needs. */
export interface RefreshOptions {
  readonly keeper: SessionKeeper
  readonly ask: Ask
  readonly client: PortalClient
  readonly revoke: Revoke
  readonly emit: EmitEvent
}

/** Makes the refresh: one flight for each refresh token, whoever asks. */
export function createRefresh({ keeper, ask, client, revoke, emit }: RefreshOptions): Refresh {
  const flights = new Map<string, Promise<HeldSession>>()

  return async (from, call) => {
    const { refreshToken } = from.session
    if (refreshToken === undefined) {
      await keeper.expire(from)
      return heldNow('session_expired')
    }
    let flight = flights.get(refreshToken)
    if (flight) emit({ type: 'refresh_joined' })
    else {
      flight = fly(from, refreshToken).finally(() => flights.delete(refreshToken))
      flights.set(refreshToken, flight)
    }
    try {
      return await untilAborted(flight, call?.signal)
    } catch (error) {
      if (!call?.signal?.aborted) throw error
      throw new PortalAuthError({ code: 'aborted', operation: 'refresh', cause: call.signal.reason })
    }
  }

  async function fly(from: HeldSession, refreshToken: string): Promise<HeldSession> {
    emit({ type: 'refresh_started' })
    try {
      const answer = await ask('refresh', (init) =>
        client.POST('/api/v1/auth/refresh', { ...init, body: { refresh_token: refreshToken } }),
      )
      const accessToken = nonEmptyString(answer.access_token)
      if (accessToken === undefined) throw unexpectedAnswer('refresh', 200, 'the answer has no access_token')
      // An answer without a new refresh token leaves the old one in use.
      const rotated = { accessToken, refreshToken: nonEmptyString(answer.refresh_token) ?? refreshToken }
      if (await keeper.rotate(from, rotated)) emit({ type: 'refresh_succeeded' })
      else {
        emit({ type: 'refresh_discarded' })
        void revoke(accessToken)
      }
      return heldNow('signed_out')
    } catch (error) {
      if (!isPortalAuthError(error) || error.code === 'signed_out') throw error
      emit({ type: 'refresh_failed', code: error.code, status: error.status })
      if (error.code !== 'session_expired') throw error
      await keeper.expire(from)
      const adopted = keeper.held()
      if (adopted === undefined) throw error
      emit({ type: 'refresh_adopted' })
      return adopted
    }
  }

  function heldNow(code: 'signed_out' | 'session_expired'): HeldSession {
    const held = keeper.held()
    if (held === undefined) throw new PortalAuthError({ code, operation: 'refresh' })
    return held
  }
}
