import { untilAborted } from '../base/abort.ts'
import type { Clock } from '../base/clock.ts'
import { nonEmptyString } from '../base/json.ts'
import type { Ask, CallOptions } from '../transport/ask.ts'
import type { PortalClient } from '../transport/portal-client.ts'
import type { SessionKeeper } from './state/keeper.ts'
import { type HeldSession, isOver } from './state/snapshot.ts'
import type { Revoke } from './token/revoke.ts'

/** What a logout came to. It never rejects. */
export interface LogoutResult {
  /** The session is gone here, whatever the server said. */
  readonly local: 'done'
  /** Whether the server was told: `skipped` where there was no session, `failed` where it did not agree or answer. */
  readonly remote: 'done' | 'failed' | 'skipped'
}

/** What a logout needs. */
export interface LogoutOptions {
  readonly keeper: SessionKeeper
  readonly ask: Ask
  readonly client: PortalClient
  readonly revoke: Revoke
  readonly clock: Clock
}

/** Ends the session: here at once and for good, then at the server. */
export async function logout(options: LogoutOptions, call?: CallOptions): Promise<LogoutResult> {
  const { keeper, revoke, clock } = options
  const before = keeper.held()
  const ending = keeper.logout()
  // At once, so that it has left when the page goes away. A session that another tab has rotated is the same session.
  const told = before && !isOver(before, clock) ? revoke(before.session.accessToken, call) : undefined
  let ended: HeldSession | undefined
  try {
    ended = await untilAborted(ending, call?.signal)
  } catch {
    // The caller does not wait for the storage; it is written all the same.
    return { local: 'done', remote: (await told) ? 'done' : 'failed' }
  }
  if (ended === undefined) return { local: 'done', remote: 'skipped' }
  const sameSession = told !== undefined && before?.session.id === ended.session.id
  const accepted = await (sameSession ? told : tellAfterwards(ended, options, call))
  return { local: 'done', remote: accepted ? 'done' : 'failed' }
}

async function tellAfterwards(ended: HeldSession, options: LogoutOptions, call?: CallOptions): Promise<boolean> {
  const accessToken = (await lastAccessToken(ended, options, call)) ?? ended.session.accessToken
  return options.revoke(accessToken, call)
}

/**
 * An access token with which the server can still be told: one that is over no longer says whose session to end, while
 * the refresh token would live on for weeks. Another tab that is refreshing ends the session
 * itself, and a portal that asked to be left alone is.
 */
async function lastAccessToken(
  ended: HeldSession,
  { ask, client, clock }: LogoutOptions,
  call: CallOptions | undefined,
): Promise<string | undefined> {
  const { refreshToken } = ended.session
  const { intent, pause } = ended.record
  if (refreshToken === undefined || intent || pause || !isOver(ended, clock)) return undefined
  try {
    const body = { refresh_token: refreshToken }
    const answer = await ask('refresh', (init) => client.POST('/api/v1/auth/refresh', { ...init, body }), call)
    return nonEmptyString(answer.body.access_token)
  } catch {
    return undefined
  }
}
