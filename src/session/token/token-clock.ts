import type { Clock } from '../../base/clock.ts'
import type { LifecycleEvent } from '../tabs/lifecycle.ts'

/** The clock that measures the lifetimes of tokens. It needs the events of the page. */
export interface TokenClock extends Clock {
  onLifecycle(event: LifecycleEvent): void
}

/** The events that begin an absence of the page, and those that end it. */
const absences: Readonly<Record<LifecycleEvent, readonly [away: 'page' | 'network', begins: boolean]>> = {
  hidden: ['page', true],
  sleep: ['page', true],
  wake: ['page', false],
  offline: ['network', true],
  online: ['network', false],
}

/**
 * Makes a monotonic clock that counts the sleep of a machine, although `performance.now` stands still during sleep on
 * some platforms.
 *
 * Only the wall clock advances during such a sleep, and it also does when somebody sets it: a page cannot tell the two
 * apart. So this clock follows the wall clock only where a sleep is likely: from when the page is hidden, frozen or offline
 * until it is back. Setting the device clock while the page is in use changes nothing.
 *
 * @see https://www.w3.org/TR/hr-time-3/#dfn-monotonic-clock
 */
export function createTokenClock(clock: Clock): TokenClock {
  const away = new Set<string>()
  let sleptMs = 0
  /** By how much the wall clock is ahead of the monotonic one, without sleep. */
  let awakeAheadMs = 0

  const aheadMs = (): number => clock.now() - clock.monotonicNow()

  function monotonicNow(): number {
    if (away.size > 0) sleptMs = Math.max(sleptMs, aheadMs() - awakeAheadMs)
    return clock.monotonicNow() + sleptMs
  }

  return {
    now: clock.now,
    setTimeout: clock.setTimeout,
    monotonicNow,
    onLifecycle(event) {
      const [reason, begins] = absences[event]
      monotonicNow()
      if (!begins) away.delete(reason)
      else if (away.size === 0) awakeAheadMs = aheadMs() - sleptMs
      if (begins) away.add(reason)
    },
  }
}
