import { isPortalAuthError } from '../../base/portal-auth-error.ts'
import type { SessionKeeper } from '../state/keeper.ts'
import type { HeldSession } from '../state/snapshot.ts'
import type { PortalAuthChannel } from '../tabs/channel.ts'
import type { PortalAuthLifecycle } from '../tabs/lifecycle.ts'
import { tokenTimes } from '../token/expiry.ts'
import type { TokenClock } from '../token/token-clock.ts'
import { backoffMs } from './backoff.ts'
import type { Refresh } from './refresh.ts'

/** Platform timers overflow above 2^31 ms; several timers reach a later instant. */
const longestTimerMs = 86_400_000

/** The least distance between two automatic refreshes, whatever lifetime a token claims. */
const minDistanceMs = 1_000

/** The jitter, as a share of the lifetime: how much later than due a token is refreshed, so that tabs do not all start at once. */
const jitterShare = 0.05

/** Refreshes before the token expires, and follows other tabs and the events of the page. */
export interface AutoRefresh {
  /** Refreshes in the background if the token is due and the backoff after the last failure has passed. */
  refreshIfDue(): void
  /** Stops all timers and listeners. A refresh under way is finished. */
  dispose(): void
}

/** What an automatic refresh needs. */
export interface AutoRefreshOptions {
  readonly keeper: SessionKeeper
  readonly refresh: Refresh
  readonly clock: TokenClock
  readonly random: () => number
  readonly lifecycle: PortalAuthLifecycle
  readonly channel: PortalAuthChannel
}

/** Starts the automatic refresh of the session that the keeper holds. */
export function startAutoRefresh({
  keeper,
  refresh,
  clock,
  random,
  lifecycle,
  channel,
}: AutoRefreshOptions): AutoRefresh {
  let stopTimer = (): void => {}
  let disposed = false
  let failures = 0
  let scheduledFor: HeldSession | undefined
  /** When the last attempt began, on the monotonic clock. */
  let beganMs = Number.NEGATIVE_INFINITY
  /** When the next attempt may begin, on the monotonic clock; infinite for a token that cannot be refreshed. */
  let nextAtMs = Number.POSITIVE_INFINITY

  function plan(): void {
    stopTimer()
    const held = keeper.held()
    if (held !== scheduledFor) {
      scheduledFor = held
      nextAtMs = held ? dueAtMs(held) : Number.POSITIVE_INFINITY
      // Do not loop when the server issues tokens that are due on arrival.
      failures = nextAtMs <= clock.monotonicNow() ? failures + 1 : 0
      if (failures > 0) nextAtMs = clock.monotonicNow() + backoffMs(failures, random)
      nextAtMs = Math.max(nextAtMs, beganMs + minDistanceMs)
    }
    if (disposed || held === undefined || nextAtMs === Number.POSITIVE_INFINITY) return
    const delayMs = Math.min(longestTimerMs, Math.max(0, nextAtMs - clock.monotonicNow()))
    stopTimer = clock.setTimeout(tick, delayMs, { background: true })
  }

  function dueAtMs(held: HeldSession): number {
    if (held.lifetimeMs === undefined) return Number.POSITIVE_INFINITY
    const { refreshAtMs, expiresAtMs } = tokenTimes(held.receivedMs, held.lifetimeMs)
    // A session that cannot be refreshed ends with its token.
    if (held.record.tokens.refreshToken === undefined) return expiresAtMs
    return refreshAtMs + held.lifetimeMs * jitterShare * random()
  }

  function tick(): void {
    const held = keeper.held()
    // The plan may belong to a session that was replaced without a notification yet.
    if (held === undefined || held !== scheduledFor || nextAtMs > clock.monotonicNow()) {
      plan()
      return
    }
    // No further attempt until this one has settled.
    nextAtMs = Number.POSITIVE_INFINITY
    beganMs = clock.monotonicNow()
    refresh(held).then(plan, (error: unknown) => {
      // The failure does not count for a session that another tab stored meanwhile.
      if (keeper.held() === held) {
        failures += 1
        const askedMs = isPortalAuthError(error) ? error.retryAfterMs : undefined
        nextAtMs = clock.monotonicNow() + Math.max(askedMs ?? 0, backoffMs(failures, random))
      }
      plan()
    })
  }

  async function wake(): Promise<void> {
    await keeper.reload()
    tick()
  }

  const unsubscribers = [
    // Plans at once if a session is held already.
    keeper.store.subscribe(plan),
    channel.subscribe(() => void keeper.reload()),
    lifecycle.subscribe((event) => {
      clock.onLifecycle(event)
      if (event === 'sleep') stopTimer()
      if (event === 'online' && failures > 0) nextAtMs = clock.monotonicNow()
      if (event === 'wake' || event === 'online') void wake()
    }),
  ]

  return {
    refreshIfDue() {
      if (nextAtMs <= clock.monotonicNow()) tick()
    },
    dispose() {
      disposed = true
      stopTimer()
      for (const unsubscribe of unsubscribers) unsubscribe()
    },
  }
}
