import type { Clock } from '../../base/clock.ts'
import { isPortalAuthError, PortalAuthError } from '../../base/portal-auth-error.ts'
import { readGrant } from '../../model/grant.ts'
import { type CheckAnswer, unexpectedAnswer } from '../../transport/check-answer.ts'
import type { Exchange } from '../../transport/exchange.ts'
import { RefusedRefresh } from '../../transport/refusal/refused-refresh.ts'
import type { EmitEvent } from '../state/events.ts'
import type { SessionEdit, SessionKeeper } from '../state/keeper.ts'
import type { SessionRecord } from '../state/record.ts'
import { type HeldSession, isUnrefreshable } from '../state/snapshot.ts'
import type { Revoke } from '../token/revoke.ts'
import { type ClaimRefresh, isSame, type RefreshClaim } from './claim.ts'

/** Attempts to refresh. */
export interface RefreshAttempts {
  /**
   * One attempt. It sends the refresh, unless another tab has stored something newer, and writes the result if nothing newer
   * is stored by then.
   */
  attempt(from: HeldSession): Promise<void>
  /**
   * Waits for the attempt that is under way for a session. Resolves to the result of revoking its tokens if they arrived
   * after the session had ended here.
   */
  lateRevocation(sessionId: string): Promise<Awaited<ReturnType<Revoke>> | undefined>
}

/** What an attempt needs. */
export interface RefreshAttemptOptions {
  readonly keeper: SessionKeeper
  readonly claim: ClaimRefresh
  readonly exchange: Exchange
  readonly checkAnswer: CheckAnswer
  readonly revoke: Revoke
  readonly clock: Clock
  readonly emit: EmitEvent
  /** How long to wait for the response, in milliseconds. Dropping one may cost the session. */
  readonly answerTimeoutMs: number
}

/** Makes the attempts. */
export function createRefreshAttempts(options: RefreshAttemptOptions): RefreshAttempts {
  const { keeper, claim, exchange, checkAnswer, revoke, clock, emit, answerTimeoutMs } = options
  /** The refresh token whose refusal was unclear, once: a second refusal ends the session. */
  let doubted: string | undefined
  const underWay = new Map<string, Promise<void>>()
  const revocations = new Map<string, ReturnType<Revoke>>()

  return {
    attempt(from) {
      const { sessionId } = from.record.tokens
      const done = keeper.change((edit) => refresh(edit, from)).finally(() => underWay.delete(sessionId))
      underWay.set(sessionId, done)
      return done
    },
    async lateRevocation(sessionId) {
      await underWay.get(sessionId)?.catch(() => {})
      return revocations.get(sessionId)
    },
  }

  async function refresh(edit: SessionEdit, from: HeldSession): Promise<void> {
    const { refreshToken } = from.record.tokens
    if (isUnrefreshable(from, clock)) {
      const message =
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'the session has no refresh token; it ends with its access token'
          : ''
      throw new PortalAuthError({ code: 'unexpected_response', operation: 'refresh', message })
    }
    if (refreshToken === undefined) return end(edit, from, false)
    await claim(edit, from, refreshToken, (claimed) => send(edit, from, refreshToken, claimed))
  }

  async function send(
    edit: SessionEdit,
    from: HeldSession,
    refreshToken: string,
    { intent, recovery }: RefreshClaim,
  ): Promise<void> {
    emit({ type: 'refresh_started', recovery })
    try {
      const body = { refresh_token: refreshToken }
      const answer = await exchange('refresh', { body }, { timeoutMs: answerTimeoutMs })
      const grant = readGrant(answer.body, answer.serverNowMs)
      if (grant === undefined)
        throw unexpectedAnswer(
          'refresh',
          answer.status,
          typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
            ? 'the response has no usable access_token or refresh_token'
            : '',
        )
      const { accessToken, serverNowMs } = grant
      // A response without a new refresh token leaves the old one in use.
      const rotated = { accessToken, refreshToken: grant.refreshToken ?? refreshToken, serverNowMs }
      if (await edit.rotate(from, rotated)) emit({ type: 'refresh_succeeded' })
      else {
        emit({ type: 'refresh_discarded' })
        // The session was ended or replaced here. One that another tab has rotated continues.
        // guard: token of a response after a logout is revoked
        const { sessionId } = from.record.tokens
        if (keeper.held()?.record.tokens.sessionId !== sessionId) revocations.set(sessionId, revoke(accessToken))
      }
      // Checked last: by now the tokens are stored or revoked and a defect in the rest of the answer costs no session.
      await checkAnswer('refresh', answer)
    } catch (error) {
      if (!isPortalAuthError(error)) throw error
      emit({ type: 'refresh_failed', code: error.code, status: error.status })
      if (error.code === 'session_expired') {
        const { tokenWasUsed = false, isUnclear = false } = error instanceof RefusedRefresh ? error : {}
        // A browser may send a request twice and show the page the refusal of the second one: the token was used then too.
        // guard: error response that says that the token was used
        const isLost = recovery || tokenWasUsed
        if (!isUnclear || doubted === refreshToken) return end(edit, from, isLost, error)
        doubted = refreshToken
        // The refusal did not come from the portal, so the token is unused.
        if (!recovery) await edit.amend(from, (stored) => ({ ...stored, intent: undefined }))
        const { status } = error
        const message =
          typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
            ? 'the refresh was refused, but not for the token or the session'
            : ''
        throw new PortalAuthError({
          code: 'unexpected_response',
          operation: 'refresh',
          status,
          retryable: true,
          message,
        })
      }
      await settleIntent(edit, from, error, { intent, recovery })
      throw error
    }
  }

  /** Ends the session, as the server has, unless something newer is stored by now. */
  async function end(edit: SessionEdit, from: HeldSession, lost: boolean, cause?: PortalAuthError): Promise<void> {
    await edit.end(from, lost ? 'refresh_lost' : 'session_expired')
    const held = keeper.held()
    if (held === undefined || held === from) {
      throw cause ?? new PortalAuthError({ code: 'session_expired', operation: 'refresh' })
    }
    emit({ type: 'refresh_adopted' })
  }

  /** After a 429 or 503 the token is unused. Without any response it may have been used: the intent stays, as settled. */
  async function settleIntent(
    edit: SessionEdit,
    from: HeldSession,
    { status, retryAfterMs }: PortalAuthError,
    { intent: own, recovery }: RefreshClaim,
  ): Promise<void> {
    const isUnused = status === 429 || status === 503
    const asked = retryAfterMs === undefined ? undefined : { sinceMs: clock.now(), forMs: retryAfterMs }
    await edit.amend(from, ({ intent, ...stored }): SessionRecord => {
      // Another tab may have stopped waiting and sent the token too.
      // guard: intent of another tab is not settled
      const isOwn = isSame(intent, own)
      const settled = intent && !(isUnused && !recovery) ? { ...intent, settled: true } : undefined
      return { ...stored, intent: isOwn ? settled : intent, pause: asked ?? stored.pause }
    })
  }
}
