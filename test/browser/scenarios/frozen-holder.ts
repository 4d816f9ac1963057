import { at } from '../at.ts'
import { tally } from '../report.ts'
import { inBackground, type Scenario } from '../scenario.ts'
import { showOnly } from '../stage.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep } from '../until.ts'

const rounds = 2
const patienceMs = 40_000

/** F7: the browser freezes the tab that refreshes, in the middle of it, and lets it go on after another one has refreshed. */
export const frozenHolder: Scenario = {
  title: `F7: the tab that refreshes is frozen during its request and resumes later, ${rounds} times`,
  engines: inBackground,
  async run({ report, open }) {
    // The lock is held for three answers' time and a little more, so that it is a matter of seconds here.
    const stage = await open({ tabs: 3, graceMs: 120_000, timeoutMs: 1_000 })
    const { portal, tabs } = stage
    const [frozen, waiting] = [at(tabs, 0), at(tabs, 1)]
    await stage.signIn()
    await showOnly(tabs, at(tabs, 2))
    const waits: string[] = []
    const codes: (string | undefined)[] = []
    const late: (string | undefined)[] = []
    let unequal = 0
    for (let round = 0; round < rounds; round++) {
      stage.passTime(lifetimeMs + 1_000)
      for (const tab of tabs) await tab.call('setClock', stage.clockOffsetMs)
      stage.delayNextRefresh(300, 'response')
      const posts = portal.refreshes.length
      const held = frozen.call('token')
      await portal.arrival(posts + 1)
      await frozen.setFrozen(true)
      const frozenAtMs = Date.now()
      let token: string | undefined
      while (token === undefined && Date.now() < frozenAtMs + patienceMs) {
        const outcome = await waiting.call('token')
        token = outcome.token
        if (token === undefined) codes.push(outcome.code)
      }
      waits.push(`${((Date.now() - frozenAtMs) / 1000).toFixed(1)} s`)
      await frozen.setFrozen(false)
      const outcome = await held
      late.push(outcome.token === undefined ? outcome.code : 'a token')
      await sleep(500)
      const tokens = await Promise.all(tabs.map(async (tab) => (await tab.call('token')).token))
      if (token === undefined || new Set([...tokens, token]).size !== 1) unequal += 1
      if (tokens[0] === undefined || !(await portal.accepts(tokens[0]))) unequal += 1
    }
    const events = await stage.events()
    report.exact('rounds after which the tabs differ', unequal, 0)
    report.exact('refresh POSTs', portal.refreshes.length, 2 * rounds)
    report.exact('reuse detections', portal.countReuse(), 0)
    report.exact('signed_out events', events.filter(({ type }) => type === 'signed_out').length, 0)
    report.note('the other tab has a token after', waits.join(', '))
    report.note('until then its calls rejected with', tally(codes))
    report.note('the call in the frozen tab, once it went on', tally(late))
  },
}
