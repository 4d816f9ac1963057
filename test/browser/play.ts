import type { Engine } from './engines/engine.ts'
import { createReport } from './report.ts'
import type { Scenario } from './scenario.ts'
import { openStage, type Stage } from './stage.ts'

const timeoutMs = 90_000

/** Plays a scenario, prints its figures, and clears everything away; resolves to whether it showed what it should. */
export async function play(scenario: Scenario, engine: Engine, script: string): Promise<boolean> {
  const startedAtMs = Date.now()
  const report = createReport()
  const stages: Stage[] = []
  let failure: unknown
  try {
    const running = scenario.run({
      engine,
      report,
      async open(options) {
        const stage = await openStage(engine, script, options)
        stages.push(stage)
        return stage
      },
    })
    await inTime(running)
  } catch (error) {
    failure = error
  }
  const isShown = failure === undefined && report.failures === 0
  console.log(`${isShown ? 'ok  ' : 'FAIL'} ${scenario.title}  [${((Date.now() - startedAtMs) / 1000).toFixed(1)} s]`)
  for (const line of report.lines) console.log(`  ${line}`)
  if (failure !== undefined) console.log('    ✗', failure)
  for (const stage of stages) {
    if (!isShown) await showEvidence(stage)
    await stage.close()
  }
  return isShown
}

/** The last that the tabs decided and the server saw. */
async function showEvidence({ events, portal }: Stage): Promise<void> {
  const seconds = (atMs: number): string => ((atMs % 100_000) / 1000).toFixed(3)
  for (const { tab, atMs, ...event } of (await events()).slice(-40)) {
    console.log(`      ${seconds(atMs)} tab ${tab} ${JSON.stringify(event)}`)
  }
  for (const { atMs, token, isRepeat, status } of portal.refreshes.slice(-15)) {
    console.log(`      ${seconds(atMs)} POST ${token.slice(0, 8)}${isRepeat ? ' again' : ''}: ${status ?? 'no answer'}`)
  }
}

async function inTime(running: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeoutMs / 1000} s`)), timeoutMs)
  })
  try {
    await Promise.race([running, late])
  } finally {
    clearTimeout(timer)
  }
}
