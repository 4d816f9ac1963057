import { untilAborted } from '../base/abort.ts'
import type { Clock } from '../base/clock.ts'
import { tokenText } from '../model/grant.ts'
import type { Ask } from '../transport/ask.ts'
import type { CallOptions } from '../transport/exchange.ts'
import type { SessionKeeper } from './state/keeper.ts'
import { type HeldSession, isExpired } from './state/snapshot.ts'
import type { Revoke } from './token/revoke.ts'

/** The result of a logout, which never rejects. */
export interface LogoutResult {
  /** The session has ended here, also if the server refused. */
  readonly local: 'done'
  /** The result of the logout request. */
  readonly remote: /** The server ended the session. */
    | 'done'
    /** The server did not answer or refused. */
    | 'failed'
    /** There was no session to end. */
    | 'skipped'
}

/** What a logout needs. */
export interface LogoutOptions {
  readonly keeper: SessionKeeper
  readonly ask: Ask
  readonly revoke: Revoke
  readonly clock: Clock
}

/** Ends the session: here at once and for good, then at the server. */
export async function logout(options: LogoutOptions, call?: CallOptions): Promise<LogoutResult> {
  const { keeper, revoke, clock } = options
  const before = keeper.held()
  const ending = keeper.logout()
  // Sent at once, so that it leaves before the page unloads. A session that another tab has rotated is the same session.
  const revoked = before && !isExpired(before, clock) ? revoke(before.record.tokens.accessToken, call) : undefined
  let ended: HeldSession | undefined
  try {
    ended = await untilAborted(ending, call?.signal)
  } catch {
    // The caller does not wait for the storage. The logout is written all the same.
    return { local: 'done', remote: (await revoked) ? 'done' : 'failed' }
  }
  if (ended === undefined) return { local: 'done', remote: 'skipped' }
  const isSame = revoked !== undefined && before?.record.tokens.sessionId === ended.record.tokens.sessionId
  const accepted = await (isSame ? revoked : revokeEnded(ended, options, call))
  return { local: 'done', remote: accepted ? 'done' : 'failed' }
}

/** Ends a session at the server that has ended here; resolves to whether the server agreed. Never rejects. */
export async function revokeEnded(ended: HeldSession, options: LogoutOptions, call?: CallOptions): Promise<boolean> {
  const accessToken = (await lastAccessToken(ended, options, call)) ?? ended.record.tokens.accessToken
  return options.revoke(accessToken, call)
}

/**
 * Gets an access token that the server still accepts for the logout: an expired one no longer names a session, and the
 * refresh token would stay valid for weeks. No request is sent while another tab refreshes, since that tab ends the session
 * itself, or during a pause that the server asked for.
 */
async function lastAccessToken(
  ended: HeldSession,
  { ask, clock }: LogoutOptions,
  call: CallOptions | undefined,
): Promise<string | undefined> {
  const { tokens, intent, pause } = ended.record
  if (tokens.refreshToken === undefined || intent || pause || !isExpired(ended, clock)) return undefined
  try {
    const answer = await ask('refresh', { body: { refresh_token: tokens.refreshToken } }, call)
    return tokenText(answer.body.access_token)
  } catch {
    return undefined
  }
}
