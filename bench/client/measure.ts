import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is measured: `batch` makes `calls` calls. */
export interface Subject {
  readonly name: string
  readonly calls: number
  /** Runs before each batch and is not measured. */
  readonly before?: () => Promise<void> | void
  readonly batch: () => Promise<unknown>
}

/** The median of a subject, in microseconds of processor time a call, and of its ratio to the first subject, round by round. */
export interface Figure {
  readonly name: string
  readonly us: number
  readonly ratio: number
}

const warmUpRounds = 10

// Runs the garbage collector, which a flag makes available.
setFlagsFromString('--expose-gc')
const collectGarbage: (options: { readonly type: 'minor' }) => void = runInNewContext('gc')

/**
 * Measures subjects in turn, round by round, so that a busy machine slows all of them alike, by processor time, which does
 * not grow while another process runs.
 */
export async function measure(subjects: readonly Subject[], rounds: number): Promise<readonly Figure[]> {
  const costs = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]))
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const [subject, list] of costs) {
      await subject.before?.()
      // What one row leaves behind is not collected at the cost of the next.
      collectGarbage({ type: 'minor' })
      const before = process.cpuUsage()
      await subject.batch()
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) list.push((user + system) / subject.calls)
    }
  }
  const [first = []] = costs.values()
  return [...costs].map(([{ name }, list]) => ({
    name,
    us: median(list),
    ratio: median(list.map((each, round) => each / (first[round] ?? Number.NaN))),
  }))
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}

/** Calls one after the other. */
export async function inTurn(calls: number, call: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < calls; count += 1) await call()
}
