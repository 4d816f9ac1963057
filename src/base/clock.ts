/**
 * Where time comes from. Every part may be given alone; what is missing is the real thing, but for `monotonicNow`, which
 * follows a `now` of your own.
 */
export interface Clock {
  /** The device's wall clock, in milliseconds since the epoch. It may jump. */
  now(): number
  /** Milliseconds since some instant in the past. It never goes back and no one can set it. */
  monotonicNow(): number
  /** Runs a function later, once; returns what cancels it. A `background` timer does not keep a process alive. */
  setTimeout(run: () => void, delayMs: number, options?: { readonly background?: boolean }): () => void
}

const systemClock: Clock = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  setTimeout(run, delayMs, options) {
    const timer: unknown = setTimeout(run, delayMs)
    if (options?.background && typeof timer === 'object' && timer !== null && 'unref' in timer) {
      if (typeof timer.unref === 'function') timer.unref()
    }
    return () => clearTimeout(timer as never)
  },
}

/** Waits for a while. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.setTimeout(resolve, ms))
}

/** A whole clock from the parts that were given. */
export function createClock(parts: Partial<Clock> = {}): Clock {
  return {
    now: parts.now?.bind(parts) ?? systemClock.now,
    monotonicNow: parts.monotonicNow?.bind(parts) ?? parts.now?.bind(parts) ?? systemClock.monotonicNow,
    setTimeout: parts.setTimeout?.bind(parts) ?? systemClock.setTimeout,
  }
}
