import type { Page } from 'playwright-core'
import { startPortalServer } from '../../mock/server/server.ts'
import { launchChromium } from './engines/chromium.ts'

/** The console page of a running mock, with its errors and external requests. */
export interface ConsoleStage {
  readonly page: Page
  readonly url: string
  readonly portal: Awaited<ReturnType<typeof startPortalServer>>['portal']
  /** Errors, CSP violations included, and requests to other hosts than the mock. */
  readonly complaints: readonly string[]
  /** Posts to the portal, like a login page. */
  post(path: string, body: unknown): Promise<Record<string, unknown>>
}

/** Opens the console page in a new Chromium, and closes it at the end. */
export async function withConsole(
  look: { readonly colorScheme: 'light' | 'dark'; readonly width: number },
  play: (stage: ConsoleStage) => Promise<void>,
): Promise<void> {
  const server = await startPortalServer()
  const browser = await launchChromium()
  try {
    const { colorScheme, width } = look
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!/^data:/.test(request.url()) && !request.url().startsWith(`${server.url}/`)) complaints.push(request.url())
    })
    await page.goto(`${server.url}/__mock__/`)
    await page.locator('#users tbody tr').first().waitFor()
    await play({
      page,
      url: server.url,
      portal: server.portal,
      complaints,
      async post(path, body) {
        const headers = { 'content-type': 'application/json' }
        const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
        return (await response.json()) as Record<string, unknown>
      },
    })
  } finally {
    await browser.close()
    await server.close()
  }
}

/** The texts on more than one line, except paths and bodies, which may be long. */
export function brokenTexts(page: Page): Promise<string> {
  return page.evaluate(() => {
    const broken: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode
      if (text.parentElement?.closest('script, style, select, [data-head=Request], [data-head=Body]')) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(text.textContent ?? '')
    }
    return broken.join('; ')
  })
}

/** The height of the highest journal cell that must be one line: a number, a time, a status, a button. */
export function highestInJournalPx(page: Page): Promise<number> {
  return page.evaluate(() => {
    const cells = document.querySelectorAll('#journal td:not([data-head=Request], [data-head=Body])')
    const heights = [...cells].map((cell) => {
      const range = document.createRange()
      range.selectNodeContents(cell)
      return range.getBoundingClientRect().height
    })
    return Math.max(...heights)
  })
}
