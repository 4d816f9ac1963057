import type { Page } from 'playwright-core'
import { onPage, onPageWithServer, type ServerDesk } from '../login-page/on-page.ts'
import { giveCode, giveEmail, givePassword, reach, readCode, signIn, userNamed } from '../login-page/person.ts'
import { type Report, tally } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep, until } from '../until.ts'

const rounds = 5

/** What the session must survive, in tabs that show the login page. */
export const pageTabs: readonly Scenario[] = [
  onPageWithServer(`F2: 5 tabs reach expiry together, ${rounds} times`, {}, async (desk, report) => {
    await desk.context.clock.install()
    const tabs = await openSession(desk, 5)
    for (let round = 1; round <= rounds; round++) {
      desk.portal.portal.clock.advance(lifetimeMs + 1_000)
      await desk.context.clock.fastForward(lifetimeMs + 1_000)
      await callAll(tabs)
    }
    report.exact('answers', tally(await answersIn(tabs)), '200 5')
    judge(desk, report, rounds)
  }),
  onPageWithServer('F6: the tab that refreshes is killed', { graceMs: 30_000 }, async (desk, report) => {
    const [heir, victim] = await openSession(desk, 2)
    if (!heir || !victim) throw new Error('two tabs were wanted')
    // The pages do not know that the token has expired: each learns it from a 401.
    desk.portal.portal.clock.advance(lifetimeMs + 1_000)
    desk.portal.portal.faults.add({ operation: 'refresh', then: { delayMs: 3_000, holds: 'response' } })
    await victim.getByRole('button', { name: 'Call the API' }).click()
    await desk.portal.arrival(1)
    await heir.getByRole('button', { name: 'Call the API' }).click()
    await sleep(100)
    await victim.close()
    await heir.getByText('200, plain@acme.example').waitFor()
    judge(desk, report, 2)
  }),
  onPageWithServer('F14: offline at expiry, and back', {}, async (desk, report) => {
    await desk.context.clock.install()
    const tabs = await openSession(desk, 3)
    await desk.context.setOffline(true)
    desk.portal.portal.clock.advance(lifetimeMs + 1_000)
    await desk.context.clock.fastForward(lifetimeMs + 1_000)
    await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Call the API' }).click()))
    await Promise.all(tabs.map((tab) => tab.locator('output', { hasText: 'network' }).waitFor()))
    report.exact('refresh POSTs while offline', desk.portal.refreshes.length, 0)
    await desk.context.setOffline(false)
    report.exact('one comes by itself', String(await until(() => desk.portal.refreshes.length > 0, 5_000)), 'true')
    await callAll(tabs)
    report.exact('answers', tally(await answersIn(tabs)), '200 3')
    judge(desk, report, 1)
  }),
  onPageWithServer('F38: a reload on the second factor, and one that comes too late', {}, async (desk, report) => {
    const { email, password } = userNamed('all')
    const page = await desk.openTab()
    const arrive = async (): Promise<void> => {
      await giveEmail(page, email)
      await givePassword(page, password, 'Acme')
      await reach(page, 'One more step')
    }
    await arrive()
    await page.getByRole('radio', { name: 'Backup code' }).check()
    await page.reload()
    await reach(page, 'One more step')
    const method = await page.getByRole('radio', { name: 'Backup code' }).isChecked()
    report.exact('the method is still chosen', String(method), 'true')
    const asked = desk.portal.portal.requests.filter(({ operation }) => operation === 'identify').length
    report.exact('requests to identify', asked, 1)
    await giveCode(page, await readCode(page, 'Backup'))
    await reach(page, 'Signed in')
    await page.getByRole('button', { name: 'Log out' }).click()

    await arrive()
    desk.portal.portal.clock.advance(300_000)
    await page.reload()
    await reach(page, 'One more step')
    await page.getByRole('radio', { name: 'Authenticator app' }).check()
    await giveCode(page, '123456')
    await page.getByText('The code took too long. Start again, please.').waitFor()
    const kept = await page.evaluate(() => Object.keys(sessionStorage).length)
    report.exact('flows kept in the storage', kept, 0)
  }),
  onPageWithServer('F31, F53: a logout in one tab while another refreshes', {}, async (desk, report) => {
    const [leaving, refreshing] = await openSession(desk, 2)
    if (!leaving || !refreshing) throw new Error('two tabs were wanted')
    desk.portal.portal.faults.add({ operation: 'refresh', then: { delayMs: 500, holds: 'response' } })
    await refreshing.getByRole('button', { name: 'Refresh now' }).click()
    await desk.portal.arrival(1)
    const isOut = refreshing.evaluate(waitForLogin)
    const loggedOutAtMs = await leaving.getByRole('button', { name: 'Log out' }).evaluate(pressNow)
    report.atMost('the other tab shows the login after, ms', Math.round((await isOut) - loggedOutAtMs), 1_000)
    for (const tab of [leaving, refreshing]) await tab.getByText('You have signed out.').waitFor()
    const isOver = await until(() => desk.portal.countLiveFamilies() === 0, 2_000)
    report.exact('sessions alive at the server', isOver ? 0 : desk.portal.countLiveFamilies(), 0)
    for (const tab of [leaving, refreshing]) {
      await tab.reload()
      await reach(tab, 'Sign in')
    }
    report.exact('reuse detections', desk.portal.countReuse(), 0)
  }),
  onPage(
    'two tabs share the mock in the service worker: a login and a logout in one are seen in the other',
    async (desk, report) => {
      const [first, second] = [await desk.openTab(), await desk.openTab()]
      await signIn(first)
      await reach(second, 'Signed in')
      await second.getByRole('button', { name: 'Refresh now' }).click()
      await second.getByText('refresh succeeded').waitFor()
      await first.getByRole('button', { name: 'Call the API' }).click()
      await first.getByText('200, plain@acme.example').waitFor()
      await second.getByRole('button', { name: 'Log out' }).click()
      await first.getByText('You have signed out.').waitFor()
      await first.reload()
      await reach(first, 'Sign in')
      report.exact('the first tab signed out', 'yes', 'yes')
    },
  ),
]

/** Runs in the page: presses a button; returns when, by the device's clock. */
function pressNow(button: HTMLElement | SVGElement): number {
  const atMs = performance.timeOrigin + performance.now()
  if (button instanceof HTMLElement) button.click()
  return atMs
}

/** Runs in the page: resolves to when the login is shown, by the device's clock. */
function waitForLogin(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('input[name="email"]') === null) return
      observer.disconnect()
      resolve(performance.timeOrigin + performance.now())
    })
    observer.observe(document.body, { childList: true, subtree: true })
  })
}

/** Opens tabs and signs in in the first; resolves when each shows the session. */
async function openSession({ openTab }: ServerDesk, count: number): Promise<readonly Page[]> {
  const tabs = await Promise.all(Array.from({ length: count }, openTab))
  if (tabs[0]) await signIn(tabs[0])
  await Promise.all(tabs.map((tab) => reach(tab, 'Signed in')))
  return tabs
}

async function callAll(tabs: readonly Page[]): Promise<void> {
  await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Call the API' }).click()))
  await Promise.all(tabs.map((tab) => tab.locator('output', { hasText: '200, plain@acme.example' }).waitFor()))
}

function answersIn(tabs: readonly Page[]): Promise<string[]> {
  return Promise.all(tabs.map(async (tab) => String(await tab.locator('output').textContent()).slice(0, 3)))
}

function judge({ portal }: ServerDesk, report: Report, posts: number): void {
  report.exact('refresh POSTs', portal.refreshes.length, posts)
  report.exact('reuse detections', portal.countReuse(), 0)
}
