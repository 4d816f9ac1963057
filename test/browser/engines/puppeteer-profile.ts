import type { Browser, CDPSession, Page } from 'puppeteer-core'
import { type BrowserProfile, callVerb, type Tab } from './engine.ts'

/** A new profile in a browser that puppeteer drives. */
export async function openPuppeteerProfile(browser: Browser): Promise<BrowserProfile> {
  const context = await browser.createBrowserContext()
  return {
    async openTab(url) {
      const page = await context.newPage()
      const tab = tabOf(page)
      await page.goto(url)
      return tab
    },
    async setOffline(isOffline) {
      await Promise.all((await context.pages()).map((page) => page.setOfflineMode(isOffline)))
    },
    close: () => context.close(),
  }
}

function tabOf(page: Page): Tab {
  let refreshes = 0
  let session: Promise<CDPSession> | undefined
  // Detaching a session undoes its settings.
  const devtools = (): Promise<CDPSession> => {
    session ??= page.createCDPSession()
    return session
  }
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/auth/refresh')) refreshes += 1
  })
  return {
    call: (verb, ...argument) => page.evaluate(callVerb, [verb, argument] as const) as never,
    async reload() {
      await page.reload()
    },
    close: () => page.close(),
    async crash() {
      const crashed = new Promise((resolve) => page.once('error', resolve))
      // The page that could answer has closed.
      ;(await devtools()).send('Page.crash').catch(() => {})
      await crashed
    },
    async setFrozen(isFrozen) {
      await (await devtools()).send('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' })
    },
    bringToFront: () => page.bringToFront(),
    countRefreshesSeen: () => refreshes,
  }
}
