import type { Clock } from '../../base/clock.ts'
import { isPortalAuthError, PortalAuthError } from '../../base/portal-auth-error.ts'
import { tokenText } from '../../model/grant.ts'
import { type CheckAnswer, unexpectedAnswer } from '../../transport/check-answer.ts'
import type { Exchange } from '../../transport/exchange.ts'
import { RefusedRefresh } from '../../transport/refusal/refused-refresh.ts'
import type { EmitEvent } from '../state/events.ts'
import type { SessionEdit, SessionKeeper } from '../state/keeper.ts'
import type { RefreshPause, SessionRecord } from '../state/record.ts'
import { type HeldSession, isUnrefreshable } from '../state/snapshot.ts'
import type { Vault } from '../state/vault.ts'
import type { LockedTask, PortalAuthLock } from '../tabs/lock.ts'
import type { Revoke } from '../token/revoke.ts'

/**
 * One attempt to refresh. Under the lock it reloads the stored session, takes a newer one instead of sending a request,
 * writes its intent, sends the refresh, and writes the result if nothing newer is stored by then.
 */
export type AttemptRefresh = (from: HeldSession) => Promise<void>

/** What an attempt needs. */
export interface RefreshAttemptOptions {
  readonly keeper: SessionKeeper
  readonly vault: Vault
  readonly lock: PortalAuthLock
  readonly lockName: string
  readonly exchange: Exchange
  readonly checkAnswer: CheckAnswer
  readonly revoke: Revoke
  readonly clock: Clock
  readonly emit: EmitEvent
  /** How long to wait for the response, in milliseconds. Dropping one may cost the session. */
  readonly answerTimeoutMs: number
  /** Tells this client from those in other tabs. */
  readonly clientName: string
}

/** How much longer than `answerTimeoutMs` the lock is held at most, for slow storage. */
const storageMarginMs = 5_000

/** Makes the attempt. */
export function createRefreshAttempt(options: RefreshAttemptOptions): AttemptRefresh {
  const { keeper, vault, lock, lockName, exchange, checkAnswer, revoke, clock, emit, answerTimeoutMs, clientName } =
    options
  const maxHoldMs = answerTimeoutMs + storageMarginMs
  let attempt = 0
  /** The refresh token whose refusal was unclear, once: a second refusal ends the session. */
  let doubted: string | undefined

  return (from) =>
    keeper.change(async (edit) => {
      const { refreshToken } = from.record.tokens
      const askedAtMs = clock.monotonicNow()
      if (isUnrefreshable(from, clock)) {
        const message =
          typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
            ? 'the session has no refresh token; it ends with its access token'
            : ''
        throw new PortalAuthError({ code: 'unexpected_response', operation: 'refresh', message })
      }
      if (refreshToken === undefined) return end(edit, from, false)
      const task: LockedTask<void> = async ({ contested }) => {
        emit({ type: 'lock_acquired', waitedMs: clock.monotonicNow() - askedAtMs, contested })
        const beganMs = clock.monotonicNow()
        // guard: re-read under the lock
        const intended = await writeIntent(edit, from, refreshToken, contested)
        // The lock may be lost by now, and the response would arrive after the other tabs stopped waiting.
        // guard: refresh whose intent was written too late
        if (intended && clock.monotonicNow() - beganMs > storageMarginMs) {
          throw new PortalAuthError({ code: 'timeout', operation: 'refresh' })
        }
        if (intended) await send(edit, from, refreshToken, intended.recovery)
        else if (keeper.held()) emit({ type: 'refresh_adopted' })
      }
      // How long this tab has seen an intent decides later whether it is settled, so it starts to count before the wait.
      void vault.read()
      await lock.run(lockName, task, { maxHoldMs })
    })

  /** Reloads the record and writes the intent in one step; undefined if something newer is stored, which is taken. */
  async function writeIntent(
    edit: SessionEdit,
    from: HeldSession,
    refreshToken: string,
    contested: boolean,
  ): Promise<{ readonly recovery: boolean } | undefined> {
    const digest = digestOf(refreshToken)
    let waitMs = 0
    let recovery = false
    let underWay = false
    const written = await edit.amend(from, (stored) => {
      const { intent, pause } = stored
      // Computed here, because the storage may have been slow.
      // guard: pause that the server asked for
      waitMs = remainingPauseMs(pause, clock.now())
      // guard: write-ahead intent
      recovery = intent?.digest === digest
      // guard: intent is new until this tab has seen it for long enough
      const unsettled = recovery && intent?.client !== clientName && vault.seenForMs('intent') < answerTimeoutMs
      // guard: intent of a holder that may have lost its lock
      underWay = unsettled && (contested || intent?.unguarded === true)
      // The lock was taken from a tab that may still wait for its response: a second request would spend the token.
      if (underWay) return intent && { ...stored, intent: { ...intent, unguarded: true } }
      if (waitMs > 0) return undefined
      attempt += 1
      return {
        ...stored,
        pause: undefined,
        intent: { client: clientName, attempt, digest, unguarded: contested },
      }
    })
    if (waitMs > 0) {
      throw new PortalAuthError({ code: 'rate_limited', operation: 'refresh', retryAfterMs: waitMs })
    }
    if (underWay) throw new PortalAuthError({ code: 'timeout', operation: 'refresh' })
    return written ? { recovery } : undefined
  }

  async function send(edit: SessionEdit, from: HeldSession, refreshToken: string, recovery: boolean): Promise<void> {
    emit({ type: 'refresh_started', recovery })
    try {
      const body = { refresh_token: refreshToken }
      const answer = await exchange('refresh', { body }, { timeoutMs: answerTimeoutMs })
      const accessToken = tokenText(answer.body.access_token)
      if (accessToken === undefined)
        throw unexpectedAnswer(
          'refresh',
          answer.status,
          typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
            ? 'the response has no usable access_token'
            : '',
        )
      // A response without a new refresh token leaves the old one in use.
      const rotated = {
        accessToken,
        refreshToken: tokenText(answer.body.refresh_token) ?? refreshToken,
        serverNowMs: answer.serverNowMs,
      }
      if (await edit.rotate(from, rotated)) emit({ type: 'refresh_succeeded' })
      else {
        emit({ type: 'refresh_discarded' })
        // The session was ended or replaced here. One that another tab has rotated continues.
        // guard: token of a response after a logout is revoked
        if (keeper.held()?.record.tokens.sessionId !== from.record.tokens.sessionId) void revoke(accessToken)
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
      await settleIntent(edit, from, error, recovery)
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

  /** After a 429 or 503 the token is unused. Without any response it may have been used, and the intent stays. */
  async function settleIntent(
    edit: SessionEdit,
    from: HeldSession,
    { status, retryAfterMs }: PortalAuthError,
    recovery: boolean,
  ): Promise<void> {
    const isUnused = status === 429 || status === 503
    if (!isUnused && retryAfterMs === undefined) return
    const pause = retryAfterMs === undefined ? undefined : { sinceMs: clock.now(), forMs: retryAfterMs }
    // Until another tab has seen a logout of this one it may refresh: it too must respect the pause.
    await edit.amend(
      from,
      (stored): SessionRecord => ({ ...stored, intent: isUnused && !recovery ? undefined : stored.intent, pause }),
      true,
    )
  }
}

/** The rest of a pause in milliseconds. A device clock that was set meanwhile never makes it longer. */
function remainingPauseMs(pause: RefreshPause | undefined, nowMs: number): number {
  if (pause === undefined) return 0
  const elapsedMs = nowMs - pause.sinceMs
  return elapsedMs < 0 ? 0 : Math.max(0, pause.forMs - elapsedMs)
}

/**
 * A short mark of a token, which shows whether two tokens are the same without storing either twice: FNV-1a, 32 bits. It
 * does not hide a token that can be guessed, so it stays in the storage, beside the token itself.
 */
function digestOf(token: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < token.length; index++) {
    hash = Math.imul(hash ^ token.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16)
}
