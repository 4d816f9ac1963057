import { tally } from '../report.ts'
import { inChromium, inOtherEngines, type Scenario } from '../scenario.ts'
import { lifetimeMs } from '../strict-portal.ts'

const asleepMs = lifetimeMs + 1_000

/** F64: the machine sleeps with the tabs in view, so that no event tells them; `performance.now` may stand still meanwhile. */
export const sleepInView: readonly Scenario[] = [sleepTogether(inChromium, 10), sleepTogether(inOtherEngines, 6)]

function sleepTogether(engines: Scenario['engines'], rounds: number): Scenario {
  return {
    title: `F64: the machine sleeps with five tabs in view, ${rounds} times, half of them by Date alone`,
    engines,
    async run({ report, open }) {
      const stage = await open({ tabs: 5 })
      const { portal, tabs } = stage
      await stage.signIn()
      const ahead = { wallMs: 0, monotonicMs: 0 }
      const unequal = { 'Date alone': 0, 'both clocks': 0 }
      const refused = { 'Date alone': 0, 'both clocks': 0 }
      const answers: string[] = []
      for (let round = 0; round < rounds; round++) {
        const moved = round % 2 === 0 ? 'Date alone' : 'both clocks'
        ahead.wallMs += asleepMs
        if (moved === 'both clocks') ahead.monotonicMs += asleepMs
        portal.portal.clock.advance(asleepMs)
        await Promise.all(tabs.map((tab) => tab.call('setPlatformClocks', ahead)))
        const outcomes = await stage.atOnce('token')
        const distinct = new Set(outcomes.map(({ token, code }) => token ?? code ?? ''))
        if (distinct.size !== 1) unequal[moved] += 1
        for (const token of distinct) if (!(await portal.accepts(token))) refused[moved] += 1
        const called = await Promise.all(tabs.map((tab) => tab.call('callApi', { forMs: 50, everyMs: 100 })))
        answers.push(...called.flatMap(([first]) => String(first?.status)))
      }
      report.exact('refresh POSTs', portal.refreshes.length, rounds)
      report.exact('spent tokens sent', portal.refreshes.filter(({ isRepeat }) => isRepeat).length, 0)
      report.exact('reuse detections', portal.countReuse(), 0)
      for (const moved of ['Date alone', 'both clocks'] as const) {
        report.exact(`${moved}: sleeps after which the tabs differ`, unequal[moved], 0)
        report.exact(`${moved}: tokens the server refused`, refused[moved], 0)
      }
      report.exact('calls of the tabs', tally(answers), `200 ${rounds * tabs.length}`)
    },
  }
}
