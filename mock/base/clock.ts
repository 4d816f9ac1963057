import { is, type Shape, shown } from './shape.ts'
import { platformTimer, type Timer } from './timer.ts'

/** Where the portal reads the time, in milliseconds since the epoch. */
export interface ClockSource {
  now(): number
}

/** The portal's clock: its source plus what it has been advanced by. Every expiry follows it. */
export interface VirtualClock {
  /** Milliseconds since the epoch, as the portal sees them. */
  now(): number
  /** Moves the clock forward and lets every delayed answer that has become due go. Throws a `RangeError` for a number below zero, or beyond the last instant a `Date` can hold. */
  advance(ms: number): void
}

/** What the portal itself may do with its clock, beyond reading and advancing it. */
export type PortalClock = VirtualClock & {
  /** Sets the clock to an instant: a snapshot remembers its moment. */
  moveTo(nowMs: number): void
  /** Takes back every advance. */
  reset(): void
  /** Resolves after `ms` on this clock, however the time passes; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The last instant a `Date` can hold. */
const latestMs = 8_640_000_000_000_000

/** A moment, in milliseconds since the epoch. */
export const instant: Shape = is(
  'milliseconds since 1970, up to the year 275760',
  (value) => typeof value === 'number' && value >= 0 && value <= latestMs,
)

const realTime: ClockSource = { now: () => Date.now() }

/** Makes the portal's clock. Default source: the real time. */
export function createClock(source: ClockSource = realTime, timer: Timer = platformTimer): PortalClock {
  let offsetMs = 0
  const sleepers = new Set<{ wakeAtMs: number; wake: () => void }>()

  const now = (): number => source.now() + offsetMs
  const wakeTheDue = (): void => {
    for (const sleeper of [...sleepers]) if (sleeper.wakeAtMs <= now()) sleeper.wake()
  }

  return {
    now,
    advance(ms: number): void {
      if (typeof ms !== 'number' || !(ms >= 0) || now() + ms > latestMs) {
        throw new RangeError(
          `clock: it cannot advance by ${ms === undefined ? 'nothing' : shown(ms)}; allowed: milliseconds, zero or more, up to the year 275760`,
        )
      }
      offsetMs += ms
      wakeTheDue()
    },
    moveTo(nowMs: number): void {
      offsetMs = nowMs - source.now()
      wakeTheDue()
    },
    reset(): void {
      offsetMs = 0
    },
    sleep(ms: number, signal?: AbortSignal): Promise<void> {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const finish = (settle: () => void): void => {
          sleepers.delete(sleeper)
          cancel()
          signal?.removeEventListener('abort', onAbort)
          settle()
        }
        const onAbort = (): void => finish(() => reject(signal?.reason))
        const sleeper = { wakeAtMs: now() + ms, wake: () => finish(resolve) }
        const cancel = timer.start(sleeper.wake, ms)
        sleepers.add(sleeper)
        signal?.addEventListener('abort', onAbort)
      })
    },
  }
}
