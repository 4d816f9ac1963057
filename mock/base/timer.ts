/** A timer that can be replaced, so that a delayed answer need not wait on the wall clock. */
export interface Timer {
  /** Calls `callback` once after `delayMs`; the function returned cancels it. */
  start(callback: () => void, delayMs: number): () => void
}

/** The longest that timers wait, 24 days; told to wait longer, they do not wait at all. */
export const longestDelayMs: number = 2 ** 31 - 1

/** The timer of the running platform, looked up at each call so that fake timers installed later count. */
export const platformTimer: Timer = {
  start(callback: () => void, delayMs: number): () => void {
    const handle = globalThis.setTimeout(callback, delayMs)
    return () => globalThis.clearTimeout(handle)
  },
}
