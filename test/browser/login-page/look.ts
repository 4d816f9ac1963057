import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The folder of the screenshots. */
export const screenshots: string = join(import.meta.dirname, '../screenshots')

/** Adds axe to each page before its own code, which the driver may do although the CSP forbids it. */
export const axeScript: string = axe.source

/** The settings of a screenshot. */
const looks = [
  { name: 'light', colorScheme: 'light', width: 1100 },
  { name: 'dark', colorScheme: 'dark', width: 1100 },
  { name: 'narrow', colorScheme: 'light', width: 360 },
] as const

/** What was found on a page. */
export interface Look {
  /** The axe violations of all screenshots. */
  readonly objections: readonly string[]
  /** How many axe rules applied. */
  readonly checked: number
  /** Whether the page overflows a phone, or a small phone with text at 200 %. */
  readonly isTooWide: boolean
}

/** Takes screenshots of a page in both themes and narrow, and runs axe on each. */
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
  // WCAG 1.4.4: text at 200 % on a 320 px phone.
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
