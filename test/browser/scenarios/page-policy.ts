import { onPage } from '../login-page/on-page.ts'
import { giveCode, giveEmail, givePassword, pressMock, reach, readCode, userNamed } from '../login-page/person.ts'
import { startSite } from '../login-page/site.ts'
import { onLoginPage, type Scenario } from '../scenario.ts'
import { until } from '../until.ts'

/** The page under `default-src 'self'`; every other scenario on the page is held to it too. */
export const pagePolicy: readonly Scenario[] = [
  onPage(
    "a whole session with schemas on, under default-src 'self'",
    async ({ openTab }, report) => {
      const page = await openTab()
      await giveEmail(page, userNamed('totp').email)
      await givePassword(page, userNamed('totp').password)
      await reach(page, 'One more step')
      await giveCode(page, await readCode(page, 'App code'))
      await reach(page, 'Signed in')
      await pressMock(page, '+1 h')
      await page.getByText('refresh succeeded').waitFor()
      await page.getByRole('button', { name: 'Call the API' }).click()
      await page.getByText('200, totp@acme.example').waitFor()
      await page.getByRole('button', { name: 'Log out' }).click()
      await page.getByText('You have signed out.').waitFor()
      const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
      report.exact('the schemas were loaded', String(loaded.some((name) => /\/schemas-/.test(name))), 'true')
    },
    { query: 'schemas' },
  ),
  {
    title: 'page: a violation of the Content-Security-Policy is reported to the site',
    engines: onLoginPage,
    async run({ engine, report, builtPage, atEnd }) {
      const site = await startSite(await builtPage(), undefined)
      atEnd(site.close)
      const context = await engine.browser?.newContext()
      if (!context) throw new Error(`${engine.name} cannot show the login page`)
      atEnd(() => context.close())
      const page = await context.newPage()
      await page.goto(`${site.origin}/icon-that-is-not-there.svg`)
      await page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'window.ran = true'
        document.documentElement.append(script)
      })
      report.exact('the site has one report', String(await until(() => site.reports.length === 1, 3_000)), 'true')
      report.exact('the script ran', String(await page.evaluate(() => 'ran' in window)), 'false')
    },
  },
]
