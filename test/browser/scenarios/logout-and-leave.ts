import { at } from '../at.ts'
import { inChromium, type Scenario } from '../scenario.ts'
import { sleep } from '../until.ts'

const rounds = 10

/** An app calls logout and does not wait for it: it leaves the page, or the tab is closed. */
export const logoutAndLeave: Scenario = {
  title: `F30: the page is closed before its logout has settled, ${rounds} times each: measured only`,
  engines: inChromium,
  async run({ report, open }) {
    const stage = await open({ tabs: 2 })
    const { portal, tabs } = stage
    for (const way of ['left', 'closed'] as const) {
      let alive = 0
      let stored = 0
      let signedIn = 0
      for (let round = 0; round < rounds; round++) {
        const aliveBefore = portal.countLiveFamilies()
        await stage.signIn()
        const leaving = at(tabs, 0)
        // The page may be closed before it can report the call, or without a report.
        const asked = leaving.call(way === 'left' ? 'logoutAndLeave' : 'startLogout').catch(() => {})
        await Promise.race([asked, sleep(2000)])
        if (way === 'left') await sleep(300)
        tabs.shift()
        await leaving.close()
        if (way === 'closed') await sleep(300)
        const staying = at(tabs, 0)
        if (portal.countLiveFamilies() > aliveBefore) alive += 1
        if ((await staying.call('searchStores', [...portal.tokens])).found.length > 0) stored += 1
        if ((await staying.call('snapshot')).status === 'signed_in') signedIn += 1
        await staying.call('logout')
        await stage.openTab()
      }
      report.note(`page ${way}: sessions alive at the server`, `${alive} of ${rounds}`)
      report.note(`page ${way}: sessions still stored`, `${stored} of ${rounds}`)
      report.note(`page ${way}: other tabs still signed in after 300 ms`, `${signedIn} of ${rounds}`)
    }
  },
}
