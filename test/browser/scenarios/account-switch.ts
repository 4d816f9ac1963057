import { at } from '../at.ts'
import type { Tab } from '../engines/engine.ts'
import { startNotesApi } from '../notes-api.ts'
import { tally } from '../report.ts'
import { inChromium, inOtherEngines, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep, until } from '../until.ts'

const calls = 20
const ways = ['a logout and a login', 'a login over the session'] as const
// With a valid token the calls are under way when the account changes; with an expired one they wait for a refresh.
const kinds = ways.flatMap((way) => [false, true].map((isExpired) => ({ way, isExpired })))

/** F55: one tab changes the account while another has calls in flight. */
export const accountSwitch: readonly Scenario[] = [switchAccount(inChromium, 20), switchAccount(inOtherEngines, 4)]

function switchAccount(engines: Scenario['engines'], rounds: number): Scenario {
  return {
    title: `F55: one tab changes the account while another has ${calls} calls in flight, ${rounds} times`,
    engines,
    async run({ report, open, atEnd }) {
      let stage: Stage | undefined
      const api = await startNotesApi(200, async (token) => stage?.portal.accepts(token) ?? false)
      atEnd(api.close)
      stage = await open({ tabs: 2, apiOrigin: api.url })
      const { portal, tabs } = stage
      const [switching, calling] = [at(tabs, 0), at(tabs, 1)]
      const other = { email: 'other@acme.example', password: 'other-password-1' }
      portal.portal.users.add({ ...other, tenants: ['acme'] })
      await stage.signIn()

      const outcomes: string[] = []
      const afterwards: string[] = []
      const totals = { inFlight: 0, notFollowed: 0, alive: 0 }
      for (let round = 0; round < rounds; round++) {
        const { way, isExpired } = at(kinds, round % kinds.length)
        if (isExpired) stage.passTime(lifetimeMs + 1_000)
        for (const tab of tabs) await tab.call('setClock', stage.clockOffsetMs)
        const begun = { notes: api.notes.length, posts: portal.refreshes.length }
        const before = await calling.call('author')
        if (isExpired) stage.delayNextRefresh(300, round % 8 < 4 ? 'request' : 'response')
        const writing = calling.call('writeNotes', calls)
        if (isExpired) await portal.arrival(begun.posts + 1)
        else await until(() => api.notes.length > begun.notes, 2_000)
        const settled = api.notes.slice(begun.notes).filter(({ status }) => status !== undefined).length
        totals.inFlight += calls - settled

        if (way === 'a logout and a login') await switching.call('logout')
        await switching.call('login', round % 2 === 0 ? other : portal.user)
        for (const { author, status } of await writing) {
          outcomes.push(author === before ? String(status) : `in the name of ${author}`)
        }

        const wanted = await switching.call('author')
        if (!(await until(async () => (await calling.call('author')) === wanted, 2_000))) totals.notFollowed += 1
        afterwards.push(await writeOne(calling, wanted))
        // A late token and a replaced session are revoked at the server after the calls have settled.
        if (!(await until(() => portal.countLiveFamilies() === 1, 1_000))) totals.alive += 1
      }
      // A request that nobody waits for would be a crossing too.
      await sleep(300)

      const crossings = api.notes.filter(({ author, bearer }) => author !== bearer)
      const reasons = new Set(outcomes)
      for (const expected of ['200', 'signed_out']) reasons.delete(expected)
      report.exact('crossings', crossings.length, 0)
      report.exact('outcomes other than 200 and signed_out', tally([...reasons]), 'none')
      report.exact('notes that the API took', countTaken(), countDone())
      report.exact('rounds after which the other tab did not follow', totals.notFollowed, 0)
      report.exact('calls after the change', tally(afterwards), `200 ${rounds}`)
      report.exact('rounds after which more than one session was alive at the server', totals.alive, 0)
      report.exact('spent tokens sent', portal.refreshes.filter(({ isRepeat }) => isRepeat).length, 0)
      report.exact('reuse detections', portal.countReuse(), 0)
      report.note('calls in flight at the change', `${totals.inFlight} of ${rounds * calls}`)
      report.note('outcomes', tally(outcomes))
      report.note('statuses at the API', tally(api.notes.map(({ status }) => String(status))))

      function countTaken(): number {
        return api.notes.filter(({ status }) => status === 200).length
      }
      function countDone(): number {
        return [...outcomes, ...afterwards].filter((outcome) => outcome === '200').length
      }
    },
  }
}

async function writeOne(tab: Tab, wanted: string | undefined): Promise<string> {
  const [note] = await tab.call('writeNotes', 1)
  return note?.author === wanted ? String(note?.status) : `in the name of ${note?.author}`
}
