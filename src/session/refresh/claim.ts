import { type Clock, pause } from '../../base/clock.ts'
import { PortalAuthError } from '../../base/portal-auth-error.ts'
import type { EmitEvent } from '../state/events.ts'
import type { SessionEdit, SessionKeeper } from '../state/keeper.ts'
import type { RefreshIntent, RefreshPause } from '../state/record.ts'
import type { HeldSession } from '../state/snapshot.ts'
import type { Vault } from '../state/vault.ts'
import type { TabLocks } from '../tabs/web-locks.ts'

/** How much longer than for its response another tab waits at most for an attempt, in milliseconds, for slow storage. */
const storageMarginMs = 5_000

/** How often a tab checks whether the attempt of another one has ended, if the browser cannot tell. */
const pollMs = 100

/** The right to send a refresh token. */
export interface RefreshClaim {
  /** The intent that is stored. */
  readonly intent: RefreshIntent
  /** Whether an earlier response with the same token was lost. */
  readonly recovery: boolean
}

/**
 * Runs `send` as the only tab that sends the refresh token of a session, once the attempt of another tab has ended. Does
 * nothing if something newer is stored, which is taken then.
 */
export type ClaimRefresh = (
  edit: SessionEdit,
  from: HeldSession,
  refreshToken: string,
  send: (claim: RefreshClaim) => Promise<void>,
) => Promise<void>

/** What a claim needs. */
export interface RefreshClaimOptions {
  readonly keeper: SessionKeeper
  readonly vault: Vault
  readonly locks: TabLocks
  /** The beginning of the names of this client's locks. */
  readonly lockName: string
  readonly clock: Clock
  readonly emit: EmitEvent
  /** How long the response may take, in milliseconds. */
  readonly answerTimeoutMs: number
  /** Tells this client from those in other tabs. */
  readonly clientName: string
}

/** What came of the intent: something newer was adopted, another tab's attempt is under way, or the claim is this tab's. */
type Claim =
  | { readonly is: 'adopted' }
  | { readonly is: 'waiting'; readonly intent: RefreshIntent }
  | { readonly is: 'own'; readonly recovery: boolean; readonly contested: boolean }

/**
 * Makes the claim. The intent in the stored record is the lock between tabs: it is written by compare-and-set, and other
 * tabs respect it until it is settled, until its writer is known to have ended, or until they have seen it for too long.
 */
export function createRefreshClaim(options: RefreshClaimOptions): ClaimRefresh {
  const { keeper, vault, locks, lockName, clock, emit, answerTimeoutMs, clientName } = options
  const maxHoldMs = answerTimeoutMs + storageMarginMs
  let attempts = 0

  return async (edit, from, refreshToken, send) => {
    attempts += 1
    const attempt = attempts
    // Granted before the intent can be seen: a tab that finds the lock free takes this attempt for ended.
    await locks.hold(nameOf(clientName, attempt), (locked) => {
      const intent = { client: clientName, attempt, digest: digestOf(refreshToken), locked, settled: false }
      return run(edit, from, intent, send)
    })
  }

  function nameOf(client: string, attempt: number): string {
    return `${lockName}.${client}.${attempt}`
  }

  async function run(
    edit: SessionEdit,
    from: HeldSession,
    intent: RefreshIntent,
    send: (claim: RefreshClaim) => Promise<void>,
  ): Promise<void> {
    const askedAtMs = clock.monotonicNow()
    let ended: RefreshIntent | undefined
    for (;;) {
      const beganMs = clock.monotonicNow()
      // guard: re-read before the refresh is sent
      const claim = await writeIntent(edit, from, intent, ended)
      if (claim.is === 'adopted') {
        const held = keeper.held()
        // guard: record of a later version is left alone
        if (held === from) throw laterVersion()
        if (held) emit({ type: 'refresh_adopted' })
        return
      }
      if (claim.is === 'own') {
        const nowMs = clock.monotonicNow()
        emit({ type: 'lock_acquired', waitedMs: nowMs - askedAtMs, contested: claim.contested })
        // Another tab may send the token by now, and the response would arrive after it stopped waiting.
        // guard: refresh whose intent was written too late
        if (nowMs - beganMs > storageMarginMs) throw new PortalAuthError({ code: 'timeout', operation: 'refresh' })
        return send({ intent, recovery: claim.recovery })
      }
      ended = (await hasEnded(claim.intent)) ? claim.intent : undefined
    }
  }

  /** Waits for the attempt of another tab; resolves to whether it has certainly ended. */
  async function hasEnded({ client, attempt, locked }: RefreshIntent): Promise<boolean> {
    if (locked && (await locks.isFree(nameOf(client, attempt), maxHoldMs - vault.seenForMs()))) return true
    await pause(clock, pollMs)
    return false
  }

  /**
   * Reloads the record and writes the intent in one step, unless something newer is stored, or the intent of another tab
   * whose attempt has not `ended` and has not been seen for too long.
   */
  async function writeIntent(
    edit: SessionEdit,
    from: HeldSession,
    own: RefreshIntent,
    ended: RefreshIntent | undefined,
  ): Promise<Claim> {
    let claim = { is: 'adopted' } as Claim
    let waitMs = 0
    const written = await edit.amend(from, (stored) => {
      const { intent } = stored
      // guard: write-ahead intent
      const recovery = intent?.digest === own.digest
      const contested = recovery && !intent.settled && intent.client !== clientName
      // guard: intent of another tab is respected until it has been seen for long enough
      if (contested && !isSame(intent, ended) && vault.seenForMs() < maxHoldMs) {
        claim = { is: 'waiting', intent }
        return undefined
      }
      // Computed here, because the storage may have been slow.
      // guard: pause that the server asked for
      waitMs = remainingPauseMs(stored.pause, clock.now())
      if (waitMs > 0) return undefined
      claim = { is: 'own', recovery, contested }
      return { ...stored, pause: undefined, intent: own }
    })
    if (waitMs > 0) {
      throw new PortalAuthError({ code: 'rate_limited', operation: 'refresh', retryAfterMs: waitMs })
    }
    if (!written) return claim.is === 'own' ? { is: 'adopted' } : claim
    if (vault.isAtomic) return claim
    // Another tab may have written at the same time: only a later read shows whose intent was stored.
    await pause(clock, pollMs)
    const stored = await vault.read()
    const stands = typeof stored === 'object' ? stored.intent : own
    return isSame(stands, own) ? claim : { is: 'waiting', intent: stands ?? own }
  }
}

/** Whether two intents are of the same attempt. */
export function isSame(a: RefreshIntent | undefined, b: RefreshIntent | undefined): boolean {
  return a?.client === b?.client && a?.attempt === b?.attempt
}

function laterVersion(): PortalAuthError {
  const message =
    typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
      ? 'the stored session was written by a later version of the package; reload the page'
      : ''
  return new PortalAuthError({ code: 'unexpected_response', operation: 'refresh', retryable: false, message })
}

/** The rest of a pause in milliseconds; none while the device clock stands before its start, as after it was set back. */
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
