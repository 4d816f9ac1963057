import { at } from '../at.ts'
import { spreadOf, tally } from '../report.ts'
import { inChromium, inOtherEngines, type Scenario } from '../scenario.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep, until } from '../until.ts'

const answerDelayMs = 400

// While an access token lives, logout ends the session at the server by itself. Once it has expired logout has nothing to
// show for itself: only the token that comes late can end the session there.
const kinds = [
  { isExpired: true, holds: 'response' },
  { isExpired: true, holds: 'request' },
  { isExpired: false, holds: 'response' },
  { isExpired: false, holds: 'request' },
] as const

/** F53, F31: one tab logs out while another waits for its refresh; most often in Chromium, the rest takes less time. */
export const logoutDuringRefresh: readonly Scenario[] = [logOut(inChromium, 20), logOut(inOtherEngines, 4)]

function logOut(engines: Scenario['engines'], rounds: number): Scenario {
  return {
    title: `F53, F31: logout in one tab while another refreshes, ${rounds} times`,
    engines,
    async run({ report, open }) {
      const stage = await open({ tabs: 2 })
      const { portal, tabs } = stage
      const [leaving, refreshing] = [at(tabs, 0), at(tabs, 1)]
      const followedMs: number[] = []
      const remote: string[] = []
      const outcomes: (string | undefined)[] = []
      const totals = {
        control: 0,
        leftInStores: 0,
        stillSignedIn: 0,
        backAfterReload: 0,
        alive: 0,
        late: 0,
        tokensAgain: 0,
      }
      const searchAll = async (): Promise<number> => {
        const searches = await Promise.all(tabs.map((tab) => tab.call('searchStores', [...portal.tokens])))
        return searches.flatMap(({ found }) => found).length
      }

      for (let round = 0; round < rounds; round++) {
        const { isExpired, holds } = at(kinds, round % kinds.length)
        await stage.signIn()
        if ((await searchAll()) === tabs.length) totals.control += 1
        if (isExpired) stage.passTime(lifetimeMs + 1_000)
        for (const tab of tabs) await tab.call('setClock', stage.clockOffsetMs)
        stage.delayNextRefresh(answerDelayMs, holds)
        const posts = portal.refreshes.length
        const refresh = refreshing.call('refresh')
        await portal.arrival(posts + 1)
        await sleep(50)
        const followed = refreshing.call('reach', { status: 'signed_out', withinMs: 2_000 })
        const logout = await leaving.call('logout')
        remote.push(logout.remote)
        followedMs.push(((await followed) ?? Number.POSITIVE_INFINITY) - logout.calledAtMs)
        const { token, code } = await refresh
        outcomes.push(token === undefined ? code : 'a token')
        // A late token is revoked at the server after the call has settled.
        if (!(await until(() => portal.countLiveFamilies() === 0, 1_000))) totals.alive += 1
        await sleep(100)

        totals.leftInStores += await searchAll()
        totals.stillSignedIn += await countSignedIn()
        await Promise.all(tabs.map((tab) => tab.reload()))
        const again = await Promise.all(tabs.map((tab) => tab.call('token')))
        totals.tokensAgain += again.filter((outcome) => outcome.token !== undefined).length
        totals.backAfterReload += (await searchAll()) + (await countSignedIn())
      }

      report.exact('rounds in which the search found the session before logout', totals.control, rounds)
      report.exact('stores with a token afterwards', totals.leftInStores, 0)
      report.exact('tabs signed in afterwards', totals.stillSignedIn, 0)
      report.exact('stores with a token or tabs signed in after a reload', totals.backAfterReload, 0)
      report.exact('tabs that got a token after a reload', totals.tokensAgain, 0)
      report.exact('sessions alive at the server', totals.alive, 0)
      report.exact('reuse detections', portal.countReuse(), 0)
      report.exact('refreshes that were answered with a token', outcomes.filter((each) => each === 'a token').length, 0)
      report.atMost('the other tab signed out after, ms (max)', Math.round(Math.max(...followedMs)), 1_000)
      report.note('the other tab signed out after', spreadOf(followedMs))
      report.note('what the waiting refresh rejected with', tally(outcomes))
      report.note('the remote result of logout', tally(remote))

      async function countSignedIn(): Promise<number> {
        const snapshots = await Promise.all(tabs.map((tab) => tab.call('snapshot')))
        return snapshots.filter(({ status }) => status === 'signed_in').length
      }
    },
  }
}
