import { parentPort, workerData } from 'node:worker_threads'
import fc from 'fast-check'
import { plan } from '../../test/support/model/plan.ts'
import { addReport, createReport, type Report } from '../../test/support/model/report.ts'
import { run } from '../../test/support/model/run.ts'

/** What a thread of the soak found. */
export interface SoakResult {
  readonly report: Report
  /** The seed, the path and the shrunk plan of what broke; undefined where nothing did. */
  readonly failure: string | undefined
}

const { runs, seed }: { readonly runs: number; readonly seed: number } = workerData
const report = createReport()

const property = fc.asyncProperty(plan, async (given) => {
  const outcome = await run(given)
  addReport(report, outcome.report)
  if (outcome.violations.length > 0) throw new Error(outcome.violations.join('\n'))
})
const details = await fc.check(property, { numRuns: runs, seed })

const failure = details.failed
  ? `seed ${details.seed}, path ${details.counterexamplePath}: ${String(details.errorInstance)}\n${JSON.stringify(details.counterexample?.[0])}`
  : undefined
parentPort?.postMessage({ report, failure } satisfies SoakResult)
