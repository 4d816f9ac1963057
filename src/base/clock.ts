/**
 * The source of time. Each part is optional where a clock is an option: a missing part is the platform's own, except
 * that a missing `monotonicNow` follows a given `now`.
 */
export interface Clock {
  /** The device's wall clock, in milliseconds since the epoch. It may jump. */
  now(): number
  /** Milliseconds since some instant in the past. It never goes back and nobody can set it. */
  monotonicNow(): number
  /** Runs a function once, after `delayMs`; returns a function that cancels it. A `background` timer does not keep a process alive. */
  setTimeout(run: () => void, delayMs: number, options?: { readonly background?: boolean }): () => void
}

const systemClock: Clock = {
  now: () => Date.now(),
  // Some platforms have one clock only.
  monotonicNow: () => (typeof performance === 'undefined' ? Date.now() : performance.now()),
  setTimeout(run, delayMs, options) {
    const timer: unknown = setTimeout(run, delayMs)
    if (options?.background && typeof timer === 'object' && timer !== null && 'unref' in timer) {
      if (typeof timer.unref === 'function') timer.unref()
    }
    return () => clearTimeout(timer as never)
  },
}

/** Resolves after `ms` milliseconds. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.setTimeout(resolve, ms))
}

/** Makes a whole clock from the given parts. */
export function createClock(parts: Partial<Clock> = {}): Clock {
  return {
    now: parts.now?.bind(parts) ?? systemClock.now,
    monotonicNow: parts.monotonicNow?.bind(parts) ?? parts.now?.bind(parts) ?? systemClock.monotonicNow,
    setTimeout: parts.setTimeout?.bind(parts) ?? systemClock.setTimeout,
  }
}
