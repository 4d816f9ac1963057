import type { Clock } from '../../base/clock.ts'
import type { LifecycleEvent } from '../tabs/lifecycle.ts'

/** The clock that the lives of tokens are counted by; it must be told what happens to the page. */
export interface TokenClock extends Clock {
  heed(event: LifecycleEvent): void
}

/** What begins an absence of the page, and what ends it. */
const absences: Readonly<Record<LifecycleEvent, readonly [away: 'page' | 'network', begins: boolean]>> = {
  hidden: ['page', true],
  sleep: ['page', true],
  wake: ['page', false],
  offline: ['network', true],
  online: ['network', false],
}

/**
 * Makes a monotonic clock that sees a machine sleep, although `performance.now` stands still meanwhile on some.
 *
 * Only the wall clock moves on then, as it does where somebody sets it, and no page can tell the two apart. So the wall
 * clock is believed where a sleep is likely: from when the page is hidden, frozen or offline until it is back. A clock
 * that is set while the page is in use changes nothing.
 *
 * @see https://www.w3.org/TR/hr-time-3/#dfn-monotonic-clock
 */
export function createTokenClock(clock: Clock): TokenClock {
  const away = new Set<string>()
  let sleptMs = 0
  /** By how much the wall clock is ahead of the monotonic one, but for sleep. */
  let awakeAheadMs = 0

  const aheadMs = (): number => clock.now() - clock.monotonicNow()

  function monotonicNow(): number {
    // guard: sleep is noticed while the page is away
    // guard: clock that is set while the page is in use is not sleep
    if (away.size > 0) sleptMs = Math.max(sleptMs, aheadMs() - awakeAheadMs)
    return clock.monotonicNow() + sleptMs
  }

  return {
    now: clock.now,
    setTimeout: clock.setTimeout,
    monotonicNow,
    heed(event) {
      const [reason, begins] = absences[event]
      monotonicNow()
      if (!begins) away.delete(reason)
      else if (away.size === 0) awakeAheadMs = aheadMs() - sleptMs
      if (begins) away.add(reason)
    },
  }
}
