// Shows in real browser tabs what a simulation cannot: node test/browser/run.ts [--engine chromium|firefox] [--only TEXT]
import { parseArgs } from 'node:util'
import { startChromium, startChromiumWithBackground } from './engines/chromium.ts'
import type { Engine, EngineName } from './engines/engine.ts'
import { BrowserMissing } from './engines/find-browser.ts'
import { startFirefox } from './engines/firefox.ts'
import { bundlePage } from './page/page-server.ts'
import { play } from './play.ts'
import { scenarios } from './scenarios.ts'

const starters: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  chromium: startChromium,
  'chromium-background': startChromiumWithBackground,
  firefox: startFirefox,
}
const choices: Readonly<Record<string, readonly EngineName[]>> = {
  chromium: ['chromium', 'chromium-background'],
  firefox: ['firefox'],
}

function readArguments(): { readonly engine?: string | undefined; readonly only?: string | undefined } {
  try {
    return parseArgs({ options: { engine: { type: 'string' }, only: { type: 'string' } } }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

class UsageError extends Error {}

async function main(): Promise<number> {
  const { engine: choice = 'chromium', only = '' } = readArguments()
  const engines = Object.hasOwn(choices, choice) ? (choices[choice] ?? []) : []
  if (engines.length === 0) throw new UsageError(`--engine is ${choice}; there are: ${Object.keys(choices).join(', ')}`)
  const chosen = engines.map((name) => ({
    name,
    scenarios: scenarios.filter((scenario) => scenario.engines.includes(name) && scenario.title.includes(only)),
  }))
  if (chosen.every((each) => each.scenarios.length === 0)) {
    const titles = scenarios.map(({ title }) => title).join('\n  ')
    throw new UsageError(`no scenario for ${choice} has "${only}" in its title; there are:\n  ${titles}`)
  }

  const script = await bundlePage()
  const counts = { passed: 0, failed: 0 }
  for (const { name, scenarios } of chosen) {
    if (scenarios.length === 0) continue
    const engine = await starters[name]()
    try {
      console.log(`${engine.name} ${engine.version}`)
      for (const scenario of scenarios) counts[(await play(scenario, engine, script)) ? 'passed' : 'failed'] += 1
      console.log()
    } finally {
      await engine.close()
    }
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`)
  return counts.failed === 0 ? 0 : 1
}

// A scenario that ran out of time may have left something open.
process.exit(
  await main().catch((error: unknown) => {
    console.error(error instanceof BrowserMissing || error instanceof UsageError ? error.message : error)
    return 1
  }),
)
