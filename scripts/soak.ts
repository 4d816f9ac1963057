// Plays the session's model at length: npm run test:soak [-- --runs 100000] [-- --seed N]. Exits 1 when an invariant
// breaks, or when a kind of fault never took effect.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { addReport, createReport, faultKinds } from '../test/support/model/report.ts'
import type { SoakResult } from './soak/worker.ts'

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const runs = Number(values.runs ?? 100_000)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
if (!(runs > 0 && Number.isInteger(runs)) || !Number.isInteger(seed)) {
  console.error('soak: --runs takes a whole number above 0, --seed a whole number')
  process.exit(64)
}

const startMs = performance.now()
const share = Math.ceil(runs / availableParallelism())
console.log(`soak: ${runs} runs from seed ${seed}`)

/** Plays a share of the runs in a thread of its own, with a seed of its own. */
function play(index: number): Promise<SoakResult> {
  return new Promise((resolve, reject) => {
    const workerData = { runs: Math.min(share, runs - index * share), seed: seed + index }
    const worker = new Worker(new URL('./soak/worker.ts', import.meta.url), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

const results = await Promise.all(Array.from({ length: Math.ceil(runs / share) }, (_, index) => play(index)))
const total = createReport()
for (const { report } of results) addReport(total, report)

const seconds = Math.round((performance.now() - startMs) / 1000)
console.log(`runs ${total.runs}, refreshes ${total.refreshes}, adoptions ${total.adoptions}, in ${seconds} s`)
console.log(`recovery replays ${total.replays}, sessions lost to an answer that was lost for good ${total.lost}`)
for (const kind of faultKinds) console.log(`  ${kind.padEnd(28)} ${total.faults[kind]}`)

const broken = results.flatMap(({ failure }) => (failure ? [failure] : []))
for (const failure of broken) console.error(failure)
const neverFired = faultKinds.filter((kind) => total.faults[kind] === 0)
if (neverFired.length > 0) console.error(`never took effect: ${neverFired.join(', ')}`)
console.log(`invariants broken: ${broken.length}`)
process.exitCode = broken.length + neverFired.length === 0 ? 0 : 1
