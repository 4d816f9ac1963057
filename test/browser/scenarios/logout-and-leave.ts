import { at } from '../at.ts'
import { inChromium, type Play, type Scenario } from '../scenario.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep, until } from '../until.ts'

/** An app calls logout and does not wait for it: it leaves the page in the same task, or the tab is closed. */
export const logoutAndLeave: readonly Scenario[] = [
  {
    title: 'F66: a logout that nobody awaits, and the page is left in the same task, 100 times',
    engines: inChromium,
    run: (play) => leave(play, 100),
  },
  {
    title: 'F30: the tab is closed before its logout has settled, 10 times: measured only',
    engines: inChromium,
    run: (play) => close(play, 10),
  },
]

async function leave({ report, open }: Play, rounds: number): Promise<void> {
  const stage = await open({ tabs: 2, latencyMs: 20 })
  const { portal, tabs } = stage
  const totals = { stored: 0, signedIn: 0, backAgain: 0 }
  const alive = { valid: 0, expired: 0 }
  for (let round = 0; round < rounds; round++) {
    const token = round % 2 === 0 ? 'valid' : 'expired'
    const aliveBefore = portal.countLiveFamilies()
    await stage.signIn()
    const [leaving, staying] = [at(tabs, 0), at(tabs, 1)]
    if (token === 'expired') stage.passTime(lifetimeMs + 1_000)
    for (const tab of tabs) await tab.call('setClock', stage.clockOffsetMs)
    const before = await leaving.call('loadedAtMs')
    // The page leaves for itself, so that what loads is the page again. The call rejects if it is late.
    await leaving.call('logoutAndLeave').catch(() => {})
    const isBack = (): Promise<boolean> =>
      leaving.call('loadedAtMs').then(
        (loadedAtMs) => loadedAtMs !== before,
        () => false,
      )
    if (!(await until(isBack, 10_000))) throw new Error('the page is not back within 10 s')
    if ((await leaving.call('ready')).status === 'signed_in') totals.backAgain += 1
    if ((await leaving.call('searchStores', [...portal.tokens])).found.length > 0) totals.stored += 1
    const isOut = async (): Promise<boolean> => (await staying.call('snapshot')).status === 'signed_out'
    if (!(await until(isOut, 500))) totals.signedIn += 1
    // With an expired token the session can end at the server only by a refresh, whose answer the page does not live to see.
    const limitMs = token === 'valid' ? 500 : 0
    if (!(await until(() => portal.countLiveFamilies() === aliveBefore, limitMs))) alive[token] += 1
    if (!(await isOut())) await staying.call('logout')
  }
  report.exact('pages that load again signed in', totals.backAgain, 0)
  report.exact('sessions still stored when the page loads again', totals.stored, 0)
  report.note('other tabs still signed in after 500 ms', totals.signedIn)
  for (const token of ['valid', 'expired'] as const) {
    report.note(`access token ${token}: sessions alive at the server`, `${alive[token]} of ${rounds / 2}`)
  }
}

async function close({ report, open }: Play, rounds: number): Promise<void> {
  const stage = await open({ tabs: 2 })
  const { portal, tabs } = stage
  const totals = { alive: 0, stored: 0, signedIn: 0 }
  for (let round = 0; round < rounds; round++) {
    const aliveBefore = portal.countLiveFamilies()
    await stage.signIn()
    const closing = at(tabs, 0)
    // The tab may be closed before it can report the call, or without a report.
    await Promise.race([closing.call('startLogout').catch(() => {}), sleep(2000)])
    tabs.shift()
    await closing.close()
    await sleep(300)
    const staying = at(tabs, 0)
    if (portal.countLiveFamilies() > aliveBefore) totals.alive += 1
    if ((await staying.call('searchStores', [...portal.tokens])).found.length > 0) totals.stored += 1
    if ((await staying.call('snapshot')).status === 'signed_in') totals.signedIn += 1
    await staying.call('logout')
    await stage.openTab()
  }
  report.note('sessions alive at the server', `${totals.alive} of ${rounds}`)
  report.note('sessions still stored', `${totals.stored} of ${rounds}`)
  report.note('other tabs still signed in after 300 ms', `${totals.signedIn} of ${rounds}`)
}
