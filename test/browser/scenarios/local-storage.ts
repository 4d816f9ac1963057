import { at } from '../at.ts'
import { tally } from '../report.ts'
import { inChromium, inForeground, type Scenario } from '../scenario.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep } from '../until.ts'

const rounds = 20

/** `webStorage(localStorage)` is for one tab. What several tabs make of it is measured, and nothing is asked of it. */
export const localStorageSessions: readonly Scenario[] = [
  {
    title: `localStorage, one tab x ${rounds} expiries, every other one noticed after a reload`,
    engines: inForeground,
    async run({ report, open }) {
      const stage = await open({ tabs: 1, storage: 'localStorage', tokenOnLoad: true })
      const { portal, tabs } = stage
      const tab = at(tabs, 0)
      await stage.signIn()
      let usable = 0
      for (let round = 0; round < rounds; round++) {
        let outcome = round % 2 === 0 ? (await stage.expireAtOnce())[0] : undefined
        if (outcome === undefined) {
          stage.passTime(lifetimeMs + 1_000)
          await tab.reload()
          outcome = await tab.call('tokenOnLoad')
        }
        if (outcome.token !== undefined && (await portal.accepts(outcome.token))) usable += 1
      }
      report.exact('refresh POSTs', portal.refreshes.length, rounds)
      report.exact('usable tokens', usable, rounds)
      report.exact('reuse detections', portal.countReuse(), 0)
    },
  },
  {
    title: `localStorage, 5 tabs x ${rounds} expiries: measured only, it is documented for one tab`,
    engines: inChromium,
    async run({ report, open }) {
      const stage = await open({ tabs: 5, storage: 'localStorage' })
      const { portal, tabs } = stage
      const failures: (string | undefined)[] = []
      let logins = 0
      for (let round = 0; round < rounds; round++) {
        const snapshots = await Promise.all(tabs.map((tab) => tab.call('snapshot')))
        if (portal.countLiveFamilies() === 0 || snapshots.some(({ status }) => status !== 'signed_in')) {
          logins += 1
          await stage.signIn()
        }
        const outcomes = await stage.expireAtOnce()
        failures.push(...outcomes.filter(({ token }) => token === undefined).map(({ code }) => code))
        await sleep(100)
      }
      report.note('refresh POSTs', portal.refreshes.length)
      report.note('spent tokens sent', portal.refreshes.filter(({ isRepeat }) => isRepeat).length)
      report.note('reuse detections', portal.countReuse())
      report.note('calls that failed', tally(failures))
      report.note('logins', logins)
    },
  },
]
