// Runs the scenarios in real browsers: see `usage`.
import { rm } from 'node:fs/promises'
import { readArguments, UsageError, usage } from './arguments.ts'
import { startChromium, startChromiumForPage, startChromiumWithBackground } from './engines/chromium.ts'
import type { Engine, EngineName } from './engines/engine.ts'
import { BrowserMissing } from './engines/find-browser.ts'
import { startFirefox } from './engines/firefox.ts'
import { startWebKit } from './engines/webkit.ts'
import { buildPage } from './login-page/build-page.ts'
import { bundlePage } from './page/page-server.ts'
import { type Pages, play } from './play.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'

const starters: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  chromium: startChromium,
  'chromium-background': startChromiumWithBackground,
  'chromium-page': startChromiumForPage,
  firefox: startFirefox,
  webkit: startWebKit,
}
// Concurrently, because the engines mostly wait.
const lanes: readonly (readonly EngineName[])[] = [
  ['chromium', 'chromium-background'],
  ['chromium-page', 'firefox', 'webkit'],
]

/** The result of one engine. */
interface Outcome {
  readonly name: EngineName
  readonly passed: number
  readonly failed: number
  /** Why it was not started. */
  readonly skipped?: string
}

async function playIn(name: EngineName, chosen: readonly Scenario[], pages: Pages): Promise<Outcome> {
  let engine: Engine
  try {
    engine = await starters[name]()
  } catch (error) {
    if (!(error instanceof BrowserMissing)) {
      console.log(`FAIL ${name} does not start:`, error)
      return { name, passed: 0, failed: chosen.length }
    }
    console.log(`SKIPPED ${name}: ${error.message}`)
    return { name, passed: 0, failed: 0, skipped: error.message }
  }
  let passed = 0
  try {
    console.log(`==== ${engine.name} ${engine.version}`)
    for (const scenario of chosen) if (await play(scenario, engine, pages)) passed += 1
  } finally {
    await engine.close()
  }
  return { name, passed, failed: chosen.length - passed }
}

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2))
  if (read === undefined) {
    console.log(usage)
    return 0
  }
  const { names, only, required } = read
  const chosen = names.map((name) => ({
    name,
    scenarios: scenarios.filter(({ engines, title }) => engines.includes(name) && title.includes(only)),
  }))
  if (chosen.every((each) => each.scenarios.length === 0)) {
    const titles = scenarios.map(({ title }) => title).join('\n  ')
    throw new UsageError(`no scenario for ${names.join(', ')} has "${only}" in its title; there are:\n  ${titles}`)
  }

  let built: Promise<string> | undefined
  const pages: Pages = {
    script: await bundlePage(),
    builtPage() {
      built ??= buildPage()
      return built
    },
  }
  const outcomes: Outcome[] = []
  const playLane = async (lane: readonly EngineName[]): Promise<void> => {
    for (const { name, scenarios } of chosen) {
      if (scenarios.length > 0 && lane.includes(name)) outcomes.push(await playIn(name, scenarios, pages))
    }
  }
  await Promise.all(lanes.map(playLane))
  if (built) await rm(await built, { recursive: true })

  console.log()
  let isMissing = false
  for (const { name, passed, failed, skipped } of outcomes) {
    const isRequired = skipped !== undefined && required.includes(name)
    isMissing ||= isRequired
    if (skipped === undefined) console.log(`${name}: ${passed + failed} scenarios ran, ${passed} passed`)
    else console.log(`${name}: SKIPPED${isRequired ? ', though it is required' : ''}: ${skipped}`)
  }
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0)
  const failed = outcomes.reduce((sum, each) => sum + each.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 && !isMissing ? 0 : 1
}

// A scenario that timed out may have left handles open.
process.exit(
  await main().catch((error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error)
    return 1
  }),
)
