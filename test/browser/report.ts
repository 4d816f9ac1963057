/** The measurements of a scenario, and whether it passes. */
export interface Report {
  /** Expects an exact value. */
  exact(name: string, got: number | string, want: number | string): void
  /** Expects a value of at most a limit. */
  atMost(name: string, got: number, limit: number): void
  /** Records a value without an expectation. */
  note(name: string, value: number | string): void
  readonly lines: readonly string[]
  readonly failures: number
}

/** Creates an empty report. */
export function createReport(): Report {
  const lines: string[] = []
  let failures = 0
  const add = (name: string, value: number | string, isWrong: boolean, wanted: string): void => {
    if (isWrong) failures += 1
    lines.push(`${isWrong ? '  ✗' : '   '} ${name}: ${value}${isWrong ? `   (${wanted})` : ''}`)
  }
  return {
    lines,
    get failures() {
      return failures
    },
    exact: (name, got, want) => add(name, got, got !== want, `must be ${want}`),
    atMost: (name, got, limit) => add(name, got, !(got <= limit), `must be at most ${limit}`),
    note: (name, value) => add(name, value, false, ''),
  }
}

/** The median and the maximum of milliseconds, as text. */
export function spreadOf(timesMs: readonly number[]): string {
  const sorted = timesMs.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return `median ${Math.round(middle)} ms, max ${Math.round(sorted.at(-1) ?? Number.NaN)} ms`
}

/** How often each value occurs: `signed_out 3, network 1`. */
export function tally(values: readonly (string | undefined)[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value ?? 'none', (counts.get(value ?? 'none') ?? 0) + 1)
  return [...counts].map(([value, count]) => `${value} ${count}`).join(', ') || 'none'
}
