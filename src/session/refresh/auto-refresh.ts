import type { Clock } from '../../base/clock.ts'
import { isPortalAuthError } from '../../base/portal-auth-error.ts'
import type { SessionKeeper } from '../state/keeper.ts'
import { ageMs, type HeldSession } from '../state/snapshot.ts'
import type { PortalAuthChannel } from '../tabs/channel.ts'
import type { PortalAuthLifecycle } from '../tabs/lifecycle.ts'
import { dueShare } from '../token/expiry.ts'
import { backoffMs } from './backoff.ts'
import type { Refresh } from './refresh.ts'

/** Platform timers overflow above 2^31 ms; several timers reach a later instant. */
const longestTimerMs = 86_400_000

/** The least distance between two automatic refreshes, for any lifetime that a token claims. */
const minDistanceMs = 1_000

/** How long after a message of another tab the storage is read again, in milliseconds. */
const secondLookMs = 500

/** The jitter, as a share of the lifetime: how much later than due a token is refreshed, so that tabs do not all start at once. */
const jitterShare = 0.05

/** Refreshes before the token expires, and follows other tabs and the events of the page. */
export interface AutoRefresh {
  /** Refreshes in the background if a token of this age is due and the backoff after the last failure has passed. */
  refreshIfDue(ageMs: number): void
  /** Stops all timers and listeners. A refresh under way is finished. */
  dispose(): void
}

/** What an automatic refresh needs. */
export interface AutoRefreshOptions {
  readonly keeper: SessionKeeper
  readonly refresh: Refresh
  readonly clock: Clock
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
  let stopLook = (): void => {}
  let disposed = false
  let failures = 0
  let scheduledFor: HeldSession | undefined
  /** When the last attempt began, on the monotonic clock. */
  let beganMs = Number.NEGATIVE_INFINITY
  /** When the next attempt may begin, on the monotonic clock; infinite while one is under way. */
  let notBeforeMs = Number.NEGATIVE_INFINITY
  /** The age at which the token is refreshed, in milliseconds; infinite for an opaque token. */
  let dueAgeMs = Number.POSITIVE_INFINITY

  function plan(): void {
    stopTimer()
    const held = keeper.held()
    if (held !== scheduledFor) {
      scheduledFor = held
      dueAgeMs = held ? readDueAgeMs(held) : Number.POSITIVE_INFINITY
      // Do not loop when the server issues tokens that are due on arrival.
      failures = held && ageMs(held, clock) >= dueAgeMs ? failures + 1 : 0
      const backoff = failures > 0 ? clock.monotonicNow() + backoffMs(failures, random) : 0
      notBeforeMs = Math.max(backoff, beganMs + minDistanceMs)
    }
    if (disposed || held === undefined) return
    const leftMs = Math.max(0, dueAgeMs - ageMs(held, clock), notBeforeMs - clock.monotonicNow())
    if (leftMs < Number.POSITIVE_INFINITY) {
      // Rounded up, or a timer could fire a fraction of a millisecond early, again and again.
      stopTimer = clock.setTimeout(tick, Math.min(longestTimerMs, Math.ceil(leftMs)), { background: true })
    }
  }

  function readDueAgeMs({ record: { tokens } }: HeldSession): number {
    const { lifetimeMs = Number.POSITIVE_INFINITY, refreshToken } = tokens
    // A session that cannot be refreshed ends with its token.
    return refreshToken === undefined ? lifetimeMs : lifetimeMs * (dueShare + jitterShare * random())
  }

  function isDue(held: HeldSession): boolean {
    return ageMs(held, clock) >= dueAgeMs && clock.monotonicNow() >= notBeforeMs
  }

  function tick(): void {
    const held = keeper.held()
    // The plan may belong to a session that was replaced without a notification yet.
    if (held === undefined || held !== scheduledFor || !isDue(held)) {
      plan()
      return
    }
    notBeforeMs = Number.POSITIVE_INFINITY
    beganMs = clock.monotonicNow()
    refresh(held).then(plan, (error: unknown) => {
      // The failure does not count for a session that another tab stored meanwhile.
      if (keeper.held() === held) {
        failures += 1
        const askedMs = isPortalAuthError(error) ? error.retryAfterMs : undefined
        notBeforeMs = clock.monotonicNow() + Math.max(askedMs ?? 0, backoffMs(failures, random))
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
    channel.subscribe(() => {
      void keeper.reload()
      // The message may overtake the write of a page that unloads, which sends no second one.
      stopLook()
      stopLook = clock.setTimeout(() => void keeper.reload(), secondLookMs, { background: true })
    }),
    lifecycle.subscribe((event) => {
      if (event === 'sleep') stopTimer()
      if (event === 'online' && failures > 0) notBeforeMs = clock.monotonicNow()
      if (event === 'wake' || event === 'online') void wake()
    }),
  ]

  return {
    refreshIfDue(age) {
      if (age >= dueAgeMs && clock.monotonicNow() >= notBeforeMs) tick()
    },
    dispose() {
      disposed = true
      stopTimer()
      stopLook()
      for (const unsubscribe of unsubscribers) unsubscribe()
    },
  }
}
