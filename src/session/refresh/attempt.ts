import type { Clock } from '../../base/clock.ts'
import { nonEmptyString } from '../../base/json.ts'
import { isPortalAuthError, PortalAuthError } from '../../base/portal-auth-error.ts'
import type { Ask } from '../../transport/ask.ts'
import type { CheckAnswer } from '../../transport/check-answer.ts'
import { unexpectedAnswer } from '../../transport/check-answer.ts'
import type { PortalClient } from '../../transport/portal-client.ts'
import { isRefusedAsUsed } from '../../transport/refusal/refused-as-used.ts'
import type { EmitEvent } from '../state/events.ts'
import type { SessionKeeper } from '../state/keeper.ts'
import type { RefreshPause, SessionRecord } from '../state/record.ts'
import { type HeldSession, isFixed } from '../state/snapshot.ts'
import type { Vault } from '../state/vault.ts'
import type { LockedTask, PortalAuthLock } from '../tabs/lock.ts'
import type { Revoke } from '../token/revoke.ts'
import { digestOf } from './digest.ts'

/**
 * One attempt to refresh: under the lock it re-reads the stored session, takes a newer one instead of asking, writes its
 * intent, asks, and writes the outcome if nothing newer stands by then. Afterwards the keeper holds what stands.
 */
export type AttemptRefresh = (from: HeldSession) => Promise<void>

/** What an attempt needs. */
export interface RefreshAttemptOptions {
  readonly keeper: SessionKeeper
  readonly vault: Vault
  readonly lock: PortalAuthLock
  readonly lockName: string
  readonly ask: Ask
  readonly checkAnswer: CheckAnswer
  readonly client: PortalClient
  readonly revoke: Revoke
  readonly clock: Clock
  readonly emit: EmitEvent
  /** How long an answer is waited for, in milliseconds: giving one up may cost the session. */
  readonly answerTimeoutMs: number
  /** Tells this client from those in other tabs. */
  readonly clientName: string
}

/** How much longer than an answer may take the lock is held at most, for the storage's sake. */
const storageMarginMs = 5_000

/** Makes the attempt. */
export function createRefreshAttempt(options: RefreshAttemptOptions): AttemptRefresh {
  const { keeper, vault, lock, lockName, ask, checkAnswer, client, revoke, clock, emit, answerTimeoutMs, clientName } =
    options
  const maxHoldMs = answerTimeoutMs + storageMarginMs
  let attempt = 0

  return async (from) => {
    const { refreshToken } = from.session
    const askedAtMs = clock.monotonicNow()
    try {
      if (isFixed(from, clock)) {
        const message = 'the session came without a refresh token; it lasts as long as its access token'
        throw new PortalAuthError({ code: 'unexpected_response', operation: 'refresh', message })
      }
      if (refreshToken === undefined) return await end(from, false)
      const task: LockedTask<void> = async ({ contested }) => {
        emit({ type: 'lock_acquired', waitedMs: clock.monotonicNow() - askedAtMs, contested })
        const beganMs = clock.monotonicNow()
        // guard: re-read under the lock
        const intended = await writeIntent(from, refreshToken, contested)
        // The lock may be gone by now, and the answer would come after the others have lost patience.
        // guard: refresh whose intent was written too late
        if (intended && clock.monotonicNow() - beganMs > storageMarginMs) {
          throw new PortalAuthError({ code: 'timeout', operation: 'refresh' })
        }
        if (intended) await exchange(from, refreshToken, intended.recovery)
        else if (keeper.held()) emit({ type: 'refresh_adopted' })
      }
      // Whose intent stands while this tab waits: how long it has been seen tells, later, whether it is settled.
      void vault.read()
      await lock.run(lockName, task, { maxHoldMs })
    } finally {
      keeper.publish()
    }
  }

  /** Re-reads and writes in one step; undefined where something newer stands and was taken. */
  async function writeIntent(
    from: HeldSession,
    refreshToken: string,
    contested: boolean,
  ): Promise<{ readonly recovery: boolean } | undefined> {
    const digest = digestOf(refreshToken)
    let waitMs = 0
    let recovery = false
    let underWay = false
    const written = await keeper.amend(from, (stored) => {
      const { intent, pause } = stored
      // Only now: the storage may have been slow.
      // guard: pause that the server asked for
      waitMs = remainingPauseMs(pause, clock.now())
      // guard: write-ahead intent
      recovery = intent?.digest === digest
      // guard: intent is new until this tab has seen it for long enough
      const unsettled = recovery && intent?.client !== clientName && vault.seenForMs('intent') < answerTimeoutMs
      // guard: intent of a holder that may have lost its lock
      underWay = unsettled && (contested || intent?.unguarded === true)
      // The lock was taken from a tab that may be waiting for its answer still: a second request would spend the token.
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

  async function exchange(from: HeldSession, refreshToken: string, recovery: boolean): Promise<void> {
    emit({ type: 'refresh_started', recovery })
    let lost = recovery
    try {
      const body = { refresh_token: refreshToken }
      const post = { timeoutMs: answerTimeoutMs, unchecked: true }
      const { status, body: answer } = await ask(
        'refresh',
        async (init) => {
          const exchange = await client.POST('/api/v1/auth/refresh', { ...init, body })
          // A browser may send a request twice, and show the page one request and the refusal of the second.
          // guard: error response that says that the token was used
          lost ||= isRefusedAsUsed(exchange.error)
          return exchange
        },
        post,
      )
      const accessToken = nonEmptyString(answer.access_token)
      if (accessToken === undefined) throw unexpectedAnswer('refresh', status, 'the answer has no access_token')
      // An answer without a new refresh token leaves the old one in use.
      const rotated = { accessToken, refreshToken: nonEmptyString(answer.refresh_token) ?? refreshToken }
      if (await keeper.rotate(from, rotated)) emit({ type: 'refresh_succeeded' })
      else {
        emit({ type: 'refresh_discarded' })
        // The session was ended or replaced here; one that another tab has rotated lives on.
        // guard: token of a response after a logout is revoked
        if (keeper.held()?.session.id !== from.session.id) void revoke(accessToken)
      }
      // Only now: the tokens are spent or stored by then, whatever else is wrong with the answer.
      await checkAnswer('refresh', status, answer)
    } catch (error) {
      if (!isPortalAuthError(error)) throw error
      emit({ type: 'refresh_failed', code: error.code, status: error.status })
      if (error.code === 'session_expired') return end(from, lost, error)
      await settleIntent(from, error, recovery)
      throw error
    }
  }

  /** The server ended the session, unless something newer stands by now. */
  async function end(from: HeldSession, lost: boolean, refusal?: PortalAuthError): Promise<void> {
    await keeper.end(from, lost ? 'refresh_lost' : 'session_expired')
    const held = keeper.held()
    if (held === undefined || held === from) {
      throw refusal ?? new PortalAuthError({ code: 'session_expired', operation: 'refresh' })
    }
    emit({ type: 'refresh_adopted' })
  }

  /** An answer that turned the refresh away has spent no token; without one it may have. */
  async function settleIntent(
    from: HeldSession,
    { status, retryAfterMs }: PortalAuthError,
    recovery: boolean,
  ): Promise<void> {
    const turnedAway = status === 429 || status === 503
    if (!turnedAway && retryAfterMs === undefined) return
    const pause = retryAfterMs === undefined ? undefined : { sinceMs: clock.now(), forMs: retryAfterMs }
    // Another tab may refresh until it has seen a logout of this one: it too leaves the server alone.
    await keeper.amend(
      from,
      (stored): SessionRecord => ({ ...stored, intent: turnedAway && !recovery ? undefined : stored.intent, pause }),
      true,
    )
  }
}

/** What is left of a pause; a clock that was set meanwhile makes it no longer than the server asked for. */
function remainingPauseMs(pause: RefreshPause | undefined, nowMs: number): number {
  if (pause === undefined) return 0
  const elapsedMs = nowMs - pause.sinceMs
  return elapsedMs < 0 ? 0 : Math.max(0, pause.forMs - elapsedMs)
}
