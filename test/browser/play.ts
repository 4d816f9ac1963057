import { inspect } from 'node:util'
import type { Engine } from './engines/engine.ts'
import { createReport } from './report.ts'
import type { Scenario } from './scenario.ts'
import { openStage, type Stage } from './stage.ts'

const usualTimeoutMs = 90_000

/** The pages of the scenarios. */
export interface Pages {
  /** The script of the page of the session scenarios. */
  readonly script: string
  /** The folder of the login page, built once. */
  builtPage(): Promise<string>
}

/** Runs a scenario, prints its measurements and cleans up; resolves to whether it passed. */
export async function play(scenario: Scenario, engine: Engine, pages: Pages): Promise<boolean> {
  const startedAtMs = Date.now()
  const report = createReport()
  const stages: Stage[] = []
  const endings: (() => Promise<void>)[] = []
  let failure: unknown
  try {
    const running = scenario.run({
      engine,
      report,
      async open(options) {
        const stage = await openStage(engine, pages.script, options)
        stages.push(stage)
        return stage
      },
      builtPage: pages.builtPage,
      atEnd: (run) => void endings.push(run),
    })
    await inTime(running, scenario.timeoutMs ?? usualTimeoutMs)
  } catch (error) {
    failure = error
  }
  const isShown = failure === undefined && report.failures === 0
  const evidence = isShown ? [] : await Promise.all(stages.map(gatherEvidence))
  // In one call: two engines print concurrently.
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1)
  console.log(
    [
      `${isShown ? 'ok  ' : 'FAIL'} ${engine.name}: ${scenario.title}  [${seconds} s]`,
      ...report.lines.map((line) => `  ${line}`),
      ...(failure === undefined ? [] : [`    ✗ ${inspect(failure)}`]),
      ...evidence.flat(),
    ].join('\n'),
  )
  for (const stage of stages) await stage.close()
  for (const end of endings.toReversed()) await end()
  return isShown
}

/** The last events of the tabs and the last requests at the server. */
async function gatherEvidence({ events, portal }: Stage): Promise<readonly string[]> {
  const seconds = (atMs: number): string => ((atMs % 100_000) / 1000).toFixed(3)
  const decided = (await events())
    .slice(-40)
    .map(({ tab, atMs, ...event }) => `      ${seconds(atMs)} tab ${tab} ${JSON.stringify(event)}`)
  const sent = portal.refreshes
    .slice(-15)
    .map(
      ({ atMs, token, isRepeat, status }) =>
        `      ${seconds(atMs)} POST ${token.slice(0, 8)}${isRepeat ? ' again' : ''}: ${status ?? 'no answer'}`,
    )
  return [...decided, ...sent]
}

async function inTime(running: Promise<void>, timeoutMs: number): Promise<void> {
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
