import { clearTimeout, setImmediate, setTimeout } from 'node:timers'

/** The platform's timers as they were when this was loaded: a server goes on answering under a test's fake ones. */
export const realTimers: {
  readonly setImmediate: typeof setImmediate
  readonly setTimeout: typeof setTimeout
  readonly clearTimeout: typeof clearTimeout
} = { setImmediate, setTimeout, clearTimeout }
