import { isPortalAuthError } from '../../base/portal-auth-error.ts'
import type { SessionKeeper } from '../state/keeper.ts'
import type { HeldSession } from '../state/snapshot.ts'
import type { PortalAuthChannel } from '../tabs/channel.ts'
import type { PortalAuthLifecycle } from '../tabs/lifecycle.ts'
import { tokenTimes } from '../token/expiry.ts'
import type { TokenClock } from '../token/token-clock.ts'
import { backoffMs } from './backoff.ts'
import type { Refresh } from './refresh.ts'

/** Timers of the platform break above 2^31 ms; a later instant is reached in several steps. */
const longestTimerMs = 86_400_000

/** By how much of its life a token may be refreshed later than it is due, so that tabs do not all begin at once. */
const jitterShare = 0.05

/** Refreshes ahead of time, and follows what other tabs and the page do. */
export interface AutoRefresh {
  /** Refreshes in the background if the token is due and the last failure is long enough ago. */
  nudge(): void
  /** Stops all timers and listeners. What is under way is finished. */
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

/** Starts the automatic refresh of whatever session the keeper holds. */
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
  /** When the next attempt may begin, by the monotonic clock; never, for a token that cannot be refreshed. */
  let nextAtMs = Number.POSITIVE_INFINITY

  function plan(): void {
    stopTimer()
    const held = keeper.held()
    if (held !== scheduledFor) {
      scheduledFor = held
      nextAtMs = held ? dueAtMs(held) : Number.POSITIVE_INFINITY
      // A token that is due on arrival must not be replaced by the next of its kind in a loop.
      failures = nextAtMs <= clock.monotonicNow() ? failures + 1 : 0
      if (failures > 0) nextAtMs = clock.monotonicNow() + backoffMs(failures, random)
    }
    if (disposed || held === undefined || nextAtMs === Number.POSITIVE_INFINITY) return
    const delayMs = Math.min(longestTimerMs, Math.max(0, nextAtMs - clock.monotonicNow()))
    stopTimer = clock.setTimeout(tick, delayMs, { background: true })
  }

  function dueAtMs(held: HeldSession): number {
    if (held.lifetimeMs === undefined) return Number.POSITIVE_INFINITY
    const { refreshAtMs, expiresAtMs } = tokenTimes(held.receivedMs, held.lifetimeMs)
    // A session that cannot be refreshed ends with its token.
    if (held.session.refreshToken === undefined) return expiresAtMs
    return refreshAtMs + held.lifetimeMs * jitterShare * random()
  }

  function tick(): void {
    const held = keeper.held()
    // The plan may be for a session that has been replaced without anybody having been told yet.
    if (held === undefined || held !== scheduledFor || nextAtMs > clock.monotonicNow()) {
      plan()
      return
    }
    // Nothing more until this has come to an end.
    nextAtMs = Number.POSITIVE_INFINITY
    refresh(held).then(plan, (error: unknown) => {
      // Not of the session that another tab has put in its place.
      if (keeper.held() === held) {
        failures += 1
        const askedMs = isPortalAuthError(error) ? error.retryAfterMs : undefined
        nextAtMs = clock.monotonicNow() + Math.max(askedMs ?? 0, backoffMs(failures, random))
      }
      plan()
    })
  }

  async function wake(): Promise<void> {
    await keeper.look()
    tick()
  }

  const leaving = [
    // Plans at once, for a session that is held already.
    keeper.store.subscribe(plan),
    channel.subscribe(() => void keeper.look()),
    lifecycle.subscribe((event) => {
      clock.heed(event)
      if (event === 'sleep') stopTimer()
      if (event === 'online' && failures > 0) nextAtMs = clock.monotonicNow()
      if (event === 'wake' || event === 'online') void wake()
    }),
  ]

  return {
    nudge() {
      if (nextAtMs <= clock.monotonicNow()) tick()
    },
    dispose() {
      disposed = true
      stopTimer()
      for (const leave of leaving) leave()
    },
  }
}
