import { at } from '../at.ts'
import type { TokenOutcome } from '../page/page.ts'
import { spreadOf, tally } from '../report.ts'
import { inChromium, inOtherEngines, type Play, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep } from '../until.ts'

const answerDelayMs = 3_000
const ways = ['close', 'crash'] as const
interface Death {
  readonly way: (typeof ways)[number]
  readonly holds: 'request' | 'response'
}

/** F6: the tab that holds the lock is killed during its request. */
export const killedHolder: readonly Scenario[] = [
  {
    title: 'F6: the tab that refreshes is closed or crashes, the server has a grace window',
    engines: inChromium,
    run: (play) => outlive(play, ways, 3),
  },
  {
    title: 'F6: the tab that refreshes is closed, the server has a grace window',
    engines: inOtherEngines,
    run: (play) => outlive(play, ['close'], 1),
  },
  {
    title: 'F6: the tab that refreshes is closed or crashes, the server has no grace window',
    engines: inChromium,
    async run(play) {
      for (const way of ways) await endOnce(play, way)
    },
  },
  {
    title: 'F6, F5: the tab that holds the lease is killed, in a browser without locks',
    engines: inChromium,
    async run({ report, open }) {
      const stage = await open({ tabs: 2, graceMs: 120_000, isInsecure: true })
      await stage.signIn()
      const { waiting } = await killOne(stage, { way: 'crash', holds: 'response' })
      await sleep(1_000)
      report.exact('refresh POSTs while the lease holds', stage.portal.refreshes.length, 1)
      stage.passTime(36_000)
      const heir = at(stage.tabs, 0)
      await heir.call('setClock', stage.clockOffsetMs)
      const overAtMs = Date.now()
      const { token, code } = await waiting
      report.exact('the waiting call', token === undefined ? String(code) : 'a token', 'a token')
      report.exact('refresh POSTs', stage.portal.refreshes.length, 2)
      report.exact('reuse detections', stage.portal.countReuse(), 0)
      report.note('token after the end of the lease, ms', Date.now() - overAtMs)
    },
  },
]

async function outlive(play: Play, among: readonly Death['way'][], times: number): Promise<void> {
  const { report } = play
  const stage = await play.open({ tabs: 3, graceMs: 30_000 })
  const deaths = among.flatMap((way) => (['response', 'request'] as const).map((holds) => ({ way, holds })))
  const rounds = deaths.length * times
  const survivors = await killEach(stage, Array.from({ length: times }, () => deaths).flat())
  const events = await stage.events()
  report.exact('refresh POSTs', stage.portal.refreshes.length, 2 * rounds)
  report.exact('calls that failed', tally(survivors.filter(({ token }) => !token).map(({ code }) => code)), 'none')
  report.exact('reuse detections', stage.portal.countReuse(), 0)
  report.exact('signed_out events', events.filter(({ type }) => type === 'signed_out').length, 0)
  report.note('the next tab has a token after the death in', spreadOf(survivors.map(({ waitedMs }) => waitedMs)))
}

async function endOnce({ report, open }: Play, way: Death['way']): Promise<void> {
  const stage = await open({ tabs: 3 })
  const survivors = await killEach(stage, [{ way, holds: 'response' }])
  await sleep(300)
  const ends = (await stage.events()).flatMap((event) => (event.type === 'signed_out' ? event : []))
  report.exact(`${way}: refresh POSTs`, stage.portal.refreshes.length, 2)
  report.exact(`${way}: tabs that saw the end once`, new Set(ends.map(({ tab }) => tab)).size, 2)
  report.exact(`${way}: signed_out events`, tally(ends.map(({ reason }) => reason)), 'refresh_lost 2')
  report.note(`${way}: what the survivors' calls rejected with`, tally(survivors.map(({ code }) => code)))
}

/** Kills the last tab for each death and opens another one; resolves to what the others got. */
async function killEach(stage: Stage, deaths: readonly Death[]): Promise<TokenOutcome[]> {
  const outcomes: TokenOutcome[] = []
  await stage.signIn()
  for (const [index, death] of deaths.entries()) {
    const { waiting } = await killOne(stage, death)
    const asksLater = at(stage.tabs, 1).call('token')
    outcomes.push(await waiting, await asksLater)
    if (index < deaths.length - 1) await stage.openTab()
  }
  return outcomes
}

/**
 * Expires the token, kills the last tab while its refresh is under way, and takes it out of the stage. What is
 * waiting is the first tab, which asks for the lock by then; its wait is counted from the death.
 */
async function killOne(stage: Stage, { way, holds }: Death): Promise<{ readonly waiting: Promise<TokenOutcome> }> {
  const { portal, tabs } = stage
  const victim = at(tabs, tabs.length - 1)
  const heir = at(tabs, 0)
  stage.passTime(lifetimeMs + 1_000)
  for (const tab of tabs) await tab.call('setClock', stage.clockOffsetMs)
  stage.delayNextRefresh(answerDelayMs, holds)
  const posts = portal.refreshes.length
  // It never comes to an end.
  victim.call('token').catch(() => {})
  await portal.arrival(posts + 1)
  const asked = heir.call('token')
  await sleep(100)
  tabs.pop()
  const diedAtMs = Date.now()
  await victim[way]()
  return { waiting: asked.then((outcome) => ({ ...outcome, waitedMs: Date.now() - diedAtMs })) }
}
