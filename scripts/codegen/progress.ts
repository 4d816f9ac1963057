/** Runs that end within this time print no progress. */
const quietMs = 1000

/** Says what a run is doing. */
export interface Progress {
  /** Begins the next step, such as `comparing the contracts`. */
  readonly step: (name: string) => void
  /** Ends the run; nothing is printed any more. */
  readonly stop: () => void
}

/** What a progress needs of its surroundings. */
export interface ProgressPorts {
  /** Where progress is printed; undefined where nobody reads it. */
  readonly progress?: (line: string) => void
  /** Milliseconds since some moment. Default: `performance.now`. */
  readonly nowMs?: () => number
}

/** Creates the progress of a run. It prints nothing in the first second, then the step under way and each one after it. */
export function startProgress({ progress, nowMs = () => performance.now() }: ProgressPorts): Progress {
  if (!progress) return { step: () => {}, stop: () => {} }
  const startMs = nowMs()
  let current: string | undefined
  const print = (): void => {
    if (current !== undefined) progress(`codegen: ${current} …`)
    current = undefined
  }
  // Steps that wait for another process let it fire; the others print when they begin.
  const timer = setTimeout(print, quietMs)
  timer.unref()
  return {
    step(name) {
      current = name
      if (nowMs() - startMs >= quietMs) print()
    },
    stop() {
      clearTimeout(timer)
    },
  }
}
