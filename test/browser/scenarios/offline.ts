import { spreadOf, tally } from '../report.ts'
import { type Scenario, withNetworkInHand } from '../scenario.ts'
import { sleep, until } from '../until.ts'

const rounds = 5

/** F14: the token expires while the device is offline. */
export const offline: Scenario = {
  title: `F14: offline at expiry, online later, 5 tabs, ${rounds} times`,
  engines: withNetworkInHand,
  async run({ report, open }) {
    const stage = await open({ tabs: 5 })
    const { portal, profile, tabs } = stage
    await stage.signIn()
    const failures: (string | undefined)[] = []
    const waits: number[] = []
    const reconnects: number[] = []
    let sentOffline = 0
    let failedLater = 0
    for (let round = 0; round < rounds; round++) {
      const before = portal.refreshes.length
      await profile.setOffline(true)
      const outcomes = await stage.expireAtOnce()
      failures.push(...outcomes.map(({ code }) => code))
      waits.push(...outcomes.map(({ waitedMs }) => waitedMs))
      sentOffline += portal.refreshes.length - before
      const onlineAtMs = Date.now()
      await profile.setOffline(false)
      await until(() => portal.refreshes.some(({ status }, index) => index >= before && status === 200), 3_000)
      reconnects.push(Date.now() - onlineAtMs)
      // Long enough for a second one to show.
      await sleep(500)
      const later = await Promise.all(tabs.map((tab) => tab.call('token')))
      failedLater += later.filter(({ token }) => token === undefined).length
    }
    report.exact('calls while offline', tally(failures), `network ${rounds * tabs.length}`)
    // Each tab makes one real attempt under the lock, since a platform may say offline wrongly.
    report.atMost('the slowest of them, ms', Math.round(Math.max(...waits)), 2_000)
    report.exact('refresh POSTs while offline', sentOffline, 0)
    report.exact('refresh POSTs in all', portal.refreshes.length, rounds)
    report.exact('calls that failed once online', failedLater, 0)
    report.exact('reuse detections', portal.countReuse(), 0)
    report.note('answered after the network came back', spreadOf(reconnects))
  },
}
