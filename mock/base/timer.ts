/** A replaceable timer: with another one, a delayed answer does not wait for the wall clock. */
export interface Timer {
  /** Calls `callback` once after `delayMs` milliseconds. The returned function cancels it. */
  start(callback: () => void, delayMs: number): () => void
}

/** The longest delay of a platform timer, 24 days. With a longer one it fires at once. */
export const longestDelayMs: number = 2 ** 31 - 1

/** The platform's timer, looked up for each call so that it uses fake timers that are installed later. */
export const platformTimer: Timer = {
  start(callback: () => void, delayMs: number): () => void {
    const handle = globalThis.setTimeout(callback, delayMs)
    return () => globalThis.clearTimeout(handle)
  },
}
