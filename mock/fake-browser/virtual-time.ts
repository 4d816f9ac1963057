import { yieldToEventLoop } from '../base/yield-to-event-loop.ts'

/** Time that passes only when it is advanced, and its timers. */
export interface VirtualTime {
  now(): number
  /** Runs a function at an instant and returns a function that cancels it. `mayRun` false postpones it until {@link VirtualTime.retry}. */
  at(instantMs: number, run: () => void, mayRun?: () => boolean): () => void
  /** Runs the postponed timers that may run now. */
  retry(): void
  /** Advances time and runs the timers that become due, in order. */
  advance(ms: number): Promise<void>
  /** Advances time without running anything. Every timer becomes due that much later. */
  skip(ms: number): void
  /** Waits until nothing is in progress. Time stands still. */
  settle(): Promise<void>
  /** Counts a promise of the real world, such as a server's answer, as in progress until it settles. */
  track<T>(work: Promise<T>): Promise<T>
}

interface PendingTimer {
  instantMs: number
  readonly run: () => void
  readonly mayRun: () => boolean
}

/** Makes a time that starts at `startMs`. */
export function createVirtualTime(startMs: number): VirtualTime {
  const timers = new Set<PendingTimer>()
  let nowMs = startMs
  let inProgress = 0

  async function settle(): Promise<void> {
    // A few turns more: a stream takes several to read.
    for (let idle = 0; idle < 3; idle++) {
      await yieldToEventLoop()
      if (inProgress > 0) idle = -1
    }
  }

  function takeNext(limitMs: number): PendingTimer | undefined {
    let next: PendingTimer | undefined
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
      inProgress += 1
      return work.finally(() => {
        inProgress -= 1
      })
    },
  }
}
