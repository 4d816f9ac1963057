import { at } from '../at.ts'
import { spreadOf } from '../report.ts'
import { inForeground, type Scenario } from '../scenario.ts'
import { until } from '../until.ts'

const rounds = 20
/** Each attempt holds a lock of its own name. */
const lockPrefix = 'scaikey-portal-auth.session.'

/** The defaults that only a browser has: Web Locks and BroadcastChannel. */
export const browserPorts: Scenario = {
  title: `Web Locks keep the refresh to one tab, BroadcastChannel tells the other, ${rounds} times`,
  engines: inForeground,
  async run({ report, open }) {
    const stage = await open({ tabs: 2 })
    const { portal, tabs } = stage
    const [refreshing, watching] = [at(tabs, 0), at(tabs, 1)]
    await stage.signIn()
    const toldMs: number[] = []
    let held = 0
    let untold = 0
    for (let round = 0; round < rounds; round++) {
      const posts = portal.refreshes.length
      const changesBefore = (await watching.call('changes')).length
      const refresh = refreshing.call('refresh')
      await portal.arrival(posts + 1)
      const names = await watching.call('heldLocks')
      if (names?.some((name) => name.startsWith(lockPrefix))) held += 1
      await refresh
      // On a busy machine a tab may get its turn late.
      await until(async () => (await watching.call('changes')).length > changesBefore, 5_000)
      const succeededAtMs = (await refreshing.call('events')).findLast(({ type }) => type === 'refresh_succeeded')?.atMs
      const changedAtMs = (await watching.call('changes'))[changesBefore]
      if (succeededAtMs === undefined || changedAtMs === undefined) untold += 1
      else toldMs.push(Math.max(0, changedAtMs - succeededAtMs))
    }
    const locked = (await refreshing.call('events')).flatMap((event) => (event.type === 'lock_acquired' ? event : []))
    report.exact('refreshes during which the other tab saw the Web Lock held', held, rounds)
    report.exact('lock_acquired events, none contested', locked.filter(({ contested }) => !contested).length, rounds)
    report.exact('refreshes the other tab was not told of', untold, 0)
    report.exact('refresh POSTs', portal.refreshes.length, rounds)
    report.atMost('told after, ms (max)', Math.round(Math.max(...toldMs)), 1_000)
    report.note('told after', spreadOf(toldMs))
  },
}
