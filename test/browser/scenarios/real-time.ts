import { spreadOf, tally } from '../report.ts'
import { everywhere, type Scenario } from '../scenario.ts'

const lifetimeSeconds = 2
const lastsMs = 10_000

/** No clock is moved: five tabs live on tokens of two seconds, and their own timers refresh them. */
export const realTime: Scenario = {
  title: `real time: 5 tabs on tokens of ${lifetimeSeconds} s, each calls an API for ${lastsMs / 1000} s`,
  engines: everywhere,
  async run({ report, open }) {
    const stage = await open({ tabs: 5, lifetimeSeconds, latencyMs: 50 })
    const { portal, tabs } = stage
    await stage.signIn()
    const answers = (await Promise.all(tabs.map((tab) => tab.call('callApi', { forMs: lastsMs, everyMs: 150 })))).flat()
    const events = await stage.events()
    const repeats = portal.refreshes.filter(({ isRepeat }) => isRepeat).length
    report.exact('answers', tally(answers.map(({ status }) => String(status))), `200 ${answers.length}`)
    report.exact('spent tokens sent', repeats, 0)
    report.exact('reuse detections', portal.countReuse(), 0)
    report.exact('signed_out events', events.filter(({ type }) => type === 'signed_out').length, 0)
    // One for each time a token came due; the server counts whole seconds, so that one may expire a second early.
    report.atMost('refresh POSTs', portal.refreshes.length, lastsMs / ((lifetimeSeconds - 1) * 1000) + 1)
    report.atMost(
      'fewest refreshes that could do',
      Math.floor(lastsMs / (lifetimeSeconds * 1000)),
      portal.refreshes.length,
    )
    report.note('API calls', spreadOf(answers.map(({ tookMs }) => tookMs)))
    report.note('events', tally(events.map(({ type }) => type)))
  },
}
