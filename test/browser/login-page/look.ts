import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Where the screenshots are kept. */
export const screenshots: string = join(import.meta.dirname, '../screenshots')

/** Puts axe into each page before its own code, as the driver may under a Content-Security-Policy that lets nobody else. */
export const axeScript: string = axe.source

/** How the page is looked at. */
const looks = [
  { name: 'light', colorScheme: 'light', width: 1100 },
  { name: 'dark', colorScheme: 'dark', width: 1100 },
  { name: 'narrow', colorScheme: 'light', width: 360 },
] as const

/** What was found on a page. */
export interface Look {
  /** What axe objects to, in any of them. */
  readonly objections: readonly string[]
  /** How many of its rules found something to check. */
  readonly checked: number
  /** Whether the page is wider than a phone, or than a small one with its text twice as large. */
  readonly isTooWide: boolean
}

/** Looks at a page in both themes, and narrow: a screenshot each, and what axe objects to. */
export async function look(page: Page, name: string): Promise<Look> {
  await mkdir(screenshots, { recursive: true })
  const objections: string[] = []
  let checked = 0
  let isTooWide = false
  for (const { name: how, colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    const { violations, passes } = await page.evaluate(runAxe)
    objections.push(...violations.map((each) => `${name}, ${how}: ${each}`))
    checked += passes
    isTooWide ||= await page.evaluate(isWiderThanWindow)
    await page.screenshot({ path: join(screenshots, `${name}-${how}.png`), fullPage: true })
  }
  // What WCAG asks for: text twice as large, on the smallest of phones.
  await page.setViewportSize({ width: 320, height: 800 })
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  isTooWide ||= await page.evaluate(isWiderThanWindow)
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize({ width: 1100, height: 800 })
  return { objections, checked, isTooWide }
}

const isWiderThanWindow = (): boolean => document.documentElement.scrollWidth > innerWidth

async function runAxe(): Promise<{ readonly violations: readonly string[]; readonly passes: number }> {
  const { run } = Reflect.get(window, 'axe') as typeof axe
  const { violations, passes } = await run(document)
  return {
    violations: violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    passes: passes.length,
  }
}
