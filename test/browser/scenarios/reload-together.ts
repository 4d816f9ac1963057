import { spreadOf, tally } from '../report.ts'
import { inChromium, inOtherEngines, type Scenario } from '../scenario.ts'
import { lifetimeMs } from '../strict-portal.ts'

/** F54: tabs that are restored together find the session expired. */
export const reloadTogether: readonly Scenario[] = [reload(inChromium, 20), reload(inOtherEngines, 5)]

function reload(engines: Scenario['engines'], rounds: number): Scenario {
  return {
    title: `F54: five tabs reloaded together on an expired session, ${rounds} times`,
    engines,
    async run({ report, open }) {
      const stage = await open({ tabs: 5, tokenOnLoad: true })
      const { portal, tabs } = stage
      await stage.signIn()
      const slowest: number[] = []
      const failures: (string | undefined)[] = []
      let usable = 0
      for (let round = 0; round < rounds; round++) {
        stage.passTime(lifetimeMs + 1_000)
        await Promise.all(tabs.map((tab) => tab.reload()))
        const outcomes = await Promise.all(tabs.map((tab) => tab.call('tokenOnLoad')))
        slowest.push(Math.max(...outcomes.map(({ waitedMs }) => waitedMs)))
        for (const { token, code } of outcomes) {
          if (token === undefined) failures.push(code)
          else if (await portal.accepts(token)) usable += 1
        }
      }
      report.exact('refresh POSTs', portal.refreshes.length, rounds)
      report.exact('spent tokens sent', portal.refreshes.filter(({ isRepeat }) => isRepeat).length, 0)
      report.exact('reuse detections', portal.countReuse(), 0)
      report.exact(
        'usable tabs',
        `${usable} of ${rounds * tabs.length}`,
        `${rounds * tabs.length} of ${rounds * tabs.length}`,
      )
      report.exact('calls that failed', failures.length === 0 ? 0 : tally(failures), 0)
      report.note("slowest tab's wait", spreadOf(slowest))
    },
  }
}
