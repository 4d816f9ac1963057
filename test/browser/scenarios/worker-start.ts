import type { Page } from 'playwright-core'
import { launchChromium } from '../engines/chromium.ts'
import { insecureHost } from '../engines/engine.ts'
import { inChromium, type Scenario } from '../scenario.ts'
import type { WorkerVerbs } from '../worker/worker-page.ts'
import { type MswVersion, startWorkerServer } from '../worker/worker-server.ts'

declare global {
  interface Window {
    worker: WorkerVerbs
  }
}

/** Opens the page with one version of MSW, on a host, for as long as the play takes. */
async function withPage(version: MswVersion, host: string, play: (page: Page) => Promise<void>): Promise<void> {
  const server = await startWorkerServer(version)
  const browser = await launchChromium()
  try {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`http://${host}:${server.port}/`)
    await play(page)
  } finally {
    await browser.close()
    await server.close()
  }
}

const starts = (version: MswVersion, name: string): Scenario => ({
  title: `startPortalWorker: under ${name} the worker answers for the portal, and lets the rest through`,
  engines: inChromium,
  run: ({ report }) =>
    withPage(version, 'localhost', async (page) => {
      report.exact('start', await page.evaluate(() => window.worker.start()), 'started')
      const login = await page.evaluate(() => window.worker.login())
      report.exact('a login', login, 'MFA_REQUIRED, string, TypeError, 200, 6')
      report.exact('another request', await page.evaluate(() => window.worker.other()), 'from the network')
    }),
})

const keepsState = (version: MswVersion, name: string): Scenario => ({
  title: `startPortalWorker: under ${name} a login goes on after a reload and in another tab, and a logout ends both`,
  engines: inChromium,
  run: ({ report }) =>
    withPage(version, 'localhost', async (page) => {
      const start = (tab: Page): Promise<string> => tab.evaluate(() => window.worker.start())
      await start(page)
      report.exact('the login', await page.evaluate(() => window.worker.beginLogin()), 'mfa')
      await page.reload()
      await start(page)
      report.exact('after a reload', await page.evaluate(() => window.worker.finishLogin()), 'signed_in')
      const other = await page.context().newPage()
      await other.goto(page.url())
      await start(other)
      report.exact('another tab', await other.evaluate(() => window.worker.look()), 'signed_in, 200')
      report.exact('its sessions', String(await other.evaluate(() => window.worker.sessions())), '1')
      report.exact('logout there', await other.evaluate(() => window.worker.logout()), 'done')
      await page.waitForFunction(() => window.worker.look().then((seen) => seen === 'signed_out, signed_out'))
      report.exact('its sessions then', String(await page.evaluate(() => window.worker.sessions())), '0')
      await page.evaluate(() => window.worker.reset())
    }),
})

const saysWhatToDo: Scenario = {
  title: 'startPortalWorker: it says what to do when the worker script is missing or the page can have no worker',
  engines: inChromium,
  async run({ report }) {
    const remedy = (url: string): string =>
      `run "npx scaikey-portal-mock init <the folder your server serves at />", then open ${url} in the browser`
    const startAt = (page: Page, url: string): Promise<string> =>
      page.evaluate((each) => window.worker.start(each), url)
    await withPage('msw', 'localhost', async (page) => {
      const absent = `no worker script at /absent.js: the server answered 404; ${remedy('/absent.js')}`
      report.exact('absent', await startAt(page, '/absent.js'), `startPortalWorker(): ${absent}`)
      const index = `no worker script at /index.js: the server answered with content type text/html; ${remedy('/index.js')}`
      report.exact('the index page', await startAt(page, '/index.js'), `startPortalWorker(): ${index}`)
    })
    await withPage('msw', insecureHost, async (page) => {
      const said = await page.evaluate(() => window.worker.start())
      report.exact('no secure context', String(said.includes('open it on https: or on localhost')), 'true')
    })
  },
}

/** `startPortalWorker` of `scaikey-portal-auth/mock/browser`. */
export const workerStart: readonly Scenario[] = [
  starts('msw', 'MSW 3'),
  starts('msw2', 'MSW 2'),
  keepsState('msw', 'MSW 3'),
  keepsState('msw2', 'MSW 2'),
  saysWhatToDo,
]
