import { clearTimeout, setImmediate, setTimeout } from 'node:timers'

/** The platform's timers, captured on load: the server keeps answering while a test uses fake timers. */
export const realTimers: {
  readonly setImmediate: typeof setImmediate
  readonly setTimeout: typeof setTimeout
  readonly clearTimeout: typeof clearTimeout
} = { setImmediate, setTimeout, clearTimeout }
