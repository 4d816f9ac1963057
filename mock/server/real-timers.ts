import { performance } from 'node:perf_hooks'
import { clearTimeout, setImmediate, setTimeout } from 'node:timers'

/** The platform's timers and clock, captured on load: the server keeps answering while a test uses fake timers. */
export const realTimers: {
  readonly setImmediate: typeof setImmediate
  readonly setTimeout: typeof setTimeout
  readonly clearTimeout: typeof clearTimeout
  /** The time in milliseconds since the epoch, with fractions; it never goes back. */
  now(): number
} = { setImmediate, setTimeout, clearTimeout, now: () => performance.timeOrigin + performance.now() }
