import { type Browser, chromium, type Page } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import { callVerb, type Engine, insecureHost, type Tab } from './engine.ts'
import { findBrowser } from './find-browser.ts'
import { openPuppeteerProfile } from './puppeteer-profile.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`,
]

/** Debian's Chromium, headless, for a scenario that opens its own pages. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser('chromium'), headless: true, args: flags })
}

/** Starts Debian's Chromium, headless. */
export async function startChromium(): Promise<Engine> {
  return engineOf(await launchChromium())
}

/** Starts Chromium for the login page. */
export async function startChromiumForPage(): Promise<Engine> {
  const browser = await launchChromium()
  return { ...engineOf(browser), name: 'chromium-page', browser }
}

function engineOf(browser: Browser): Engine {
  return {
    name: 'chromium',
    version: browser.version(),
    async openProfile() {
      const context = await browser.newContext()
      return {
        async openTab(url) {
          const page = await context.newPage()
          const tab = tabOf(page)
          await page.goto(url)
          return tab
        },
        setOffline: (isOffline) => context.setOffline(isOffline),
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
  }
}

/**
 * Starts Chromium with real background throttling: all tabs except the front one are hidden, and their timers slowed
 * down. Playwright makes every tab a front tab; puppeteer does not.
 */
export async function startChromiumWithBackground(): Promise<Engine> {
  const browser = await puppeteer.launch({
    executablePath: findBrowser('chromium'),
    headless: true,
    args: flags,
    ignoreDefaultArgs: [
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  })
  return {
    name: 'chromium-background',
    version: await browser.version(),
    openProfile: () => openPuppeteerProfile(browser),
    close: () => browser.close(),
  }
}

function tabOf(page: Page): Tab {
  let refreshes = 0
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
      const session = await page.context().newCDPSession(page)
      const crashed = page.waitForEvent('crash')
      // The page that could answer has closed.
      session.send('Page.crash').catch(() => {})
      await crashed
    },
    async setFrozen(isFrozen) {
      const session = await page.context().newCDPSession(page)
      await session.send('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' })
      await session.detach()
    },
    bringToFront: () => page.bringToFront(),
    countRefreshesSeen: () => refreshes,
  }
}
