import { yieldToEventLoop } from '../base/yield-to-event-loop.ts'

/** Time that passes only when told to, and the timers set in it. */
export interface VirtualTime {
  now(): number
  /** Runs a function at an instant; returns what cancels it. `mayRun` false puts it off until {@link VirtualTime.retry}. */
  at(instantMs: number, run: () => void, mayRun?: () => boolean): () => void
  /** Lets held-back timers run that may run now. */
  retry(): void
  /** Moves time on, running what falls due on the way, in order. */
  advance(ms: number): Promise<void>
  /** Moves time on without anything running; every timer falls due that much later. */
  skip(ms: number): void
  /** Waits, with time standing still, until nothing that was begun is under way. */
  settle(): Promise<void>
  /** Counts a promise of the real world, such as a server’s answer, as under way until it settles. */
  track<T>(work: Promise<T>): Promise<T>
}

interface Timer {
  instantMs: number
  readonly run: () => void
  readonly mayRun: () => boolean
}

/** Makes a time that begins at `startMs`. */
export function createVirtualTime(startMs: number): VirtualTime {
  const timers = new Set<Timer>()
  let nowMs = startMs
  let underWay = 0

  async function settle(): Promise<void> {
    // A few turns beyond the last: a stream is read in several.
    for (let idle = 0; idle < 3; idle++) {
      await yieldToEventLoop()
      if (underWay > 0) idle = -1
    }
  }

  function takeNext(limitMs: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of timers) {
      const earlier = next === undefined || timer.instantMs < next.instantMs
      if (timer.instantMs <= limitMs && earlier && timer.mayRun()) next = timer
    }
    if (next) timers.delete(next)
    return next
  }

  return {
    now: () => nowMs,
    at(instantMs, run, mayRun = () => true) {
      const timer = { instantMs, run, mayRun }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    retry() {
      for (let timer = takeNext(nowMs); timer; timer = takeNext(nowMs)) timer.run()
    },
    async advance(ms) {
      const untilMs = nowMs + ms
      await settle()
      for (let timer = takeNext(untilMs); timer; timer = takeNext(untilMs)) {
        nowMs = Math.max(nowMs, timer.instantMs)
        timer.run()
        await settle()
      }
      nowMs = untilMs
    },
    skip(ms) {
      nowMs += ms
      for (const timer of timers) timer.instantMs += ms
    },
    settle,
    track(work) {
      underWay += 1
      return work.finally(() => {
        underWay -= 1
      })
    },
  }
}
