import type { BrowserContext, Page } from 'playwright-core'
import type { Report } from '../report.ts'
import { onLoginPage, type Scenario } from '../scenario.ts'
import { type StrictPortal, type StrictPortalOptions, startStrictPortal } from '../strict-portal.ts'
import { startSite } from './site.ts'

/** How the login page is opened. */
interface OnPageOptions {
  /** The query of the page's URL. Default: empty. */
  readonly query?: string
  /** Runs in each page before its own code. */
  readonly initScript?: string
}

/** The login page, in a new profile. */
export interface Desk {
  readonly context: BrowserContext
  /** Opens the page in another tab; resolves when it shows a step or the session. */
  openTab(): Promise<Page>
}

/** The same with the portal over HTTP. */
export type ServerDesk = Desk & { readonly portal: StrictPortal }

/**
 * A scenario on the built login page, with the mock in the page's service worker. The page has a strict
 * Content-Security-Policy, which must not be violated.
 */
export function onPage(
  title: string,
  run: (desk: Desk, report: Report) => Promise<void>,
  options: OnPageOptions = {},
): Scenario {
  return scenario(title, options, run)
}

/** The same with the portal over HTTP, behind a proxy on the page's origin. */
export function onPageWithServer(
  title: string,
  server: StrictPortalOptions,
  run: (desk: ServerDesk, report: Report) => Promise<void>,
): Scenario {
  return scenario(title, { server }, (desk, report, portal) => {
    if (portal === undefined) throw new Error('the portal over HTTP was not started')
    return run({ ...desk, portal }, report)
  })
}

function scenario(
  title: string,
  options: OnPageOptions & { readonly server?: StrictPortalOptions },
  run: (desk: Desk, report: Report, portal: StrictPortal | undefined) => Promise<void>,
): Scenario {
  return {
    title: `page: ${title}`,
    engines: onLoginPage,
    async run({ engine, report, builtPage, atEnd }) {
      if (engine.browser === undefined) throw new Error(`${engine.name} cannot show the login page`)
      const portal = options.server && (await startStrictPortal(options.server))
      if (portal) atEnd(portal.close)
      const site = await startSite(await builtPage(), portal?.url)
      atEnd(site.close)
      const context = await engine.browser.newContext({ viewport: { width: 1100, height: 800 } })
      // Closed in reverse order: the pages before their server.
      atEnd(() => context.close())
      context.setDefaultTimeout(10_000)
      const seen: string[] = []
      const errors: string[] = []
      await context.exposeBinding('seeViolation', (_, text: string) => void seen.push(text))
      await context.addInitScript(watchViolations)
      if (options.initScript) await context.addInitScript(options.initScript)
      context.on('weberror', (error) => void errors.push(error.error().message))

      const query = new URLSearchParams(options.query)
      if (portal) query.set('portal', '/portal')
      const desk: Desk = {
        context,
        async openTab() {
          const page = await context.newPage()
          await page.goto(`${site.origin}/?${query}`)
          await page.locator('h1').waitFor()
          return page
        },
      }
      await run(desk, report, portal)
      report.exact('violations of the Content-Security-Policy', [...seen, ...site.reports].join('; ') || 0, 0)
      report.exact('uncaught errors in the page', errors.join('; ') || 0, 0)
    },
  }
}

function watchViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const see = Reflect.get(window, 'seeViolation') as (text: string) => void
    see(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
  })
}
