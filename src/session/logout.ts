import { untilAborted } from '../base/abort.ts'
import type { Clock } from '../base/clock.ts'
import { withDeadline } from '../base/deadline.ts'
import { tokenText } from '../model/grant.ts'
import type { Ask } from '../transport/ask.ts'
import type { CallOptions } from '../transport/exchange.ts'
import type { RefreshAttempts } from './refresh/attempt.ts'
import type { SessionKeeper } from './state/keeper.ts'
import { type HeldSession, isExpired } from './state/snapshot.ts'
import type { Revoke } from './token/revoke.ts'

/** The result of a logout, which never rejects. */
export interface LogoutResult {
  /** The session has ended here, also if the server refused. */
  readonly local: 'done'
  /** What the server answered. */
  readonly remote: RemoteLogout
}

/** The result of the logout request. */
type RemoteLogout =
  /** The server ended the session. */
  | 'done'
  /** The server did not answer or refused: the refresh token may still be valid. */
  | 'failed'
  /** There was no session to end. */
  | 'skipped'

/** What a logout needs. */
export interface LogoutOptions {
  readonly keeper: SessionKeeper
  readonly ask: Ask
  readonly revoke: Revoke
  readonly lateRevocation: RefreshAttempts['lateRevocation']
  readonly clock: Clock
  /** How long a logout waits for a refresh that is under way, in milliseconds. */
  readonly timeoutMs: number
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
    return { local: 'done', remote: (await revoked) === 'done' ? 'done' : 'failed' }
  }
  if (ended === undefined) return { local: 'done', remote: 'skipped' }
  const isSame = before?.record.tokens.sessionId === ended.record.tokens.sessionId
  return { local: 'done', remote: await revokeEnded(ended, options, call, isSame ? revoked : undefined) }
}

/**
 * Ends a session at the server that has ended here. `first` is an attempt that was made already. If the access token has
 * expired, or the server refuses it, the request is sent with a refreshed one. Never rejects.
 */
export async function revokeEnded(
  ended: HeldSession,
  options: LogoutOptions,
  call?: CallOptions,
  first?: ReturnType<Revoke>,
): Promise<'done' | 'failed'> {
  const { sessionId, accessToken } = ended.record.tokens
  let outcome = await first
  if (outcome === undefined && !isExpired(ended, options.clock)) outcome = await options.revoke(accessToken, call)
  if (outcome !== 'done') outcome = (await whenRefreshed(sessionId, options, call)) ?? outcome
  if (outcome === undefined || outcome === 'refused') {
    const fresh = await refreshForLogout(ended, options, call)
    if (fresh !== undefined || outcome === undefined) outcome = await options.revoke(fresh ?? accessToken, call)
  }
  return outcome === 'done' ? 'done' : 'failed'
}

/** Waits for a refresh of this tab that is under way; resolves to the result of revoking its late tokens. */
function whenRefreshed(
  sessionId: string,
  { lateRevocation, clock, timeoutMs }: LogoutOptions,
  call: CallOptions | undefined,
): Promise<Awaited<ReturnType<Revoke>> | undefined> {
  const deadline = { operation: 'logout', clock, timeoutMs, signal: call?.signal } as const
  return withDeadline(() => lateRevocation(sessionId), deadline).catch(() => undefined)
}

/**
 * Gets an access token that the server accepts for the logout: an expired one no longer names a session, and the refresh
 * token would stay valid for weeks. No request is sent while another tab refreshes, since that tab ends the session itself,
 * or during a pause that the server asked for.
 */
async function refreshForLogout(
  ended: HeldSession,
  { ask }: LogoutOptions,
  call: CallOptions | undefined,
): Promise<string | undefined> {
  const { tokens, intent, pause } = ended.record
  if (tokens.refreshToken === undefined || intent || pause) return undefined
  try {
    const answer = await ask('refresh', { body: { refresh_token: tokens.refreshToken } }, call)
    return tokenText(answer.body.access_token)
  } catch {
    return undefined
  }
}
