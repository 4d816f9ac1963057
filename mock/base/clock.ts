import { is, type Shape, shown } from './shape.ts'
import { platformTimer, type Timer } from './timer.ts'

/** Where the portal reads the time, in milliseconds since the epoch. */
export interface ClockSource {
  /** The time, in milliseconds since the epoch. */
  now(): number
}

/** The portal's clock: its source plus the advances. Every expiry depends on it. */
export interface VirtualClock {
  /** The portal's time, in milliseconds since the epoch. */
  now(): number
  /** Moves the clock forward by `ms` milliseconds and sends the delayed answers that are now due. Throws a `RangeError` below zero, or beyond the last instant of a `Date`. */
  advance(ms: number): void
}

/** The clock as the portal itself uses it. */
export type PortalClock = VirtualClock & {
  /** Sets the clock to the instant of a snapshot, and ends every sleep. */
  moveTo(nowMs: number): void
  /** Undoes every advance, and ends every sleep. */
  reset(): void
  /** All advances together, in milliseconds. */
  offsetMs(): number
  /** Takes the advances of another tab. */
  setOffset(ms: number): void
  /** Resolves after `ms` on this clock, whether time passes or is advanced. Rejects with the signal's reason if aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The last instant a `Date` can hold. */
const latestMs = 8_640_000_000_000_000

/** The shape of an instant, in milliseconds since the epoch. */
export const instant: Shape = is(
  'milliseconds since 1970, up to the year 275760',
  (value) => typeof value === 'number' && value >= 0 && value <= latestMs,
)

const realTime: ClockSource = { now: () => Date.now() }

/** Makes the portal's clock. Default source: real time. */
export function createClock(source: ClockSource = realTime, timer: Timer = platformTimer): PortalClock {
  let offsetMs = 0
  const sleepers = new Set<{ wakeAtMs: number; wake: () => void }>()

  const now = (): number => source.now() + offsetMs
  const wakeAll = (): void => {
    for (const sleeper of [...sleepers]) sleeper.wake()
  }
  const wakeDue = (): void => {
    for (const sleeper of [...sleepers]) if (sleeper.wakeAtMs <= now()) sleeper.wake()
  }

  return {
    now,
    advance(ms: number): void {
      if (typeof ms !== 'number' || !(ms >= 0) || now() + ms > latestMs) {
        throw new RangeError(
          `clock.advance(): ms must be milliseconds, zero or more, up to the year 275760; got ${shown(ms)}`,
        )
      }
      offsetMs += ms
      wakeDue()
    },
    offsetMs: () => offsetMs,
    setOffset(ms: number): void {
      offsetMs = ms
      wakeDue()
    },
    moveTo(nowMs: number): void {
      offsetMs = nowMs - source.now()
      wakeAll()
    },
    reset(): void {
      offsetMs = 0
      wakeAll()
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
