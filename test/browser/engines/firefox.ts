import puppeteer from 'puppeteer-core'
import type { Engine } from './engine.ts'
import { findBrowser } from './find-browser.ts'
import { openPuppeteerProfile } from './puppeteer-profile.ts'

/** Starts Debian's Firefox ESR, headless, over WebDriver BiDi. */
export async function startFirefox(): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox'),
    headless: true,
  })
  return {
    name: 'firefox',
    version: await browser.version(),
    openProfile: () => openPuppeteerProfile(browser),
    close: () => browser.close(),
  }
}
