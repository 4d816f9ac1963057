import type { Page } from 'playwright-core'
import { onPage } from '../login-page/on-page.ts'
import {
  errorOn,
  focused,
  giveCode,
  giveEmail,
  givePassword,
  planFault,
  pressMock,
  reach,
  readCode,
  signIn,
  textOf,
  userNamed,
} from '../login-page/person.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** Every path through the login that ends with a session. */
export const pagePaths: readonly Scenario[] = [
  onPage('a password alone', async ({ openTab }, report) => {
    const page = await openTab()
    report.exact('focus at the start', await focused(page), 'email')
    await giveEmail(page, userNamed('plain').email)
    await reach(page, 'Sign in to Acme Corporation')
    report.exact('focus at the password', await focused(page), 'password')
    await givePassword(page, userNamed('plain').password)
    await isSignedIn(page, 'plain@acme.example', report)
  }),
  onPage('a tenant, then the password', async ({ openTab }, report) => {
    const page = await openTab()
    await giveEmail(page, userNamed('tenants').email)
    await reach(page, 'Where to?')
    report.exact('tenants to choose from', await page.getByRole('radio').count(), 3)
    await givePassword(page, userNamed('tenants').password, 'Globex')
    await isSignedIn(page, 'tenants@acme.example', report)
  }),
  onPage('a code from an authenticator', async ({ openTab }, report) => {
    const page = await openTab()
    await reachCode(page, 'totp')
    report.exact('focus at the code', await focused(page), 'code')
    const field = page.locator('input[name="code"]')
    report.exact('autocomplete', String(await field.getAttribute('autocomplete')), 'one-time-code')
    report.exact('inputmode', String(await field.getAttribute('inputmode')), 'numeric')
    await giveCode(page, await readCode(page, 'App code'))
    await isSignedIn(page, 'totp@acme.example', report)
  }),
  onPage('a code by e-mail, sent on request', async ({ openTab }, report) => {
    const page = await openTab()
    await reachCode(page, 'email')
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByText('A code is on its way to email@acme.example').waitFor()
    await giveCode(page, await readCode(page, 'Mail code'))
    await isSignedIn(page, 'email@acme.example', report)
  }),
  onPage('a backup code, chosen among the methods, works once', async ({ openTab }, report) => {
    const page = await openTab()
    await reachCode(page, 'backup')
    await page.getByRole('radio', { name: 'Backup code' }).check()
    const code = await readCode(page, 'Backup')
    await giveCode(page, code)
    await isSignedIn(page, 'backup@acme.example', report)
    await page.getByRole('button', { name: 'Log out' }).click()
    await reachCode(page, 'backup')
    await page.getByRole('radio', { name: 'Backup code' }).check()
    await giveCode(page, code)
    report.exact('the same code again', await errorOn(page), 'The code is wrong or has been used.')
  }),
  onPage('a trusted device is not asked for a code again', async ({ openTab }, report) => {
    const page = await openTab()
    await reachCode(page, 'totp')
    await page.getByRole('checkbox', { name: /Trust this device/ }).check()
    await giveCode(page, await readCode(page, 'App code'))
    await reach(page, 'Signed in')
    await page.getByRole('button', { name: 'Log out' }).click()
    await signIn(page, userNamed('totp'))
    await isSignedIn(page, 'totp@acme.example', report)
  }),
  onPage('an unknown step, and the way back to the start', async ({ openTab }, report) => {
    const page = await openTab()
    await planFault(page, 'password: unknown step')
    await giveEmail(page, userNamed('plain').email)
    await givePassword(page, userNamed('plain').password)
    await reach(page, 'Continue in the portal')
    report.exact('focus', await focused(page), 'Continue in the portal')
    await page.getByText('PASSWORD_CHANGE_REQUIRED').waitFor()
    await page.getByRole('button', { name: 'Start again' }).click()
    await signIn(page)
  }),
  onPage('a session outlasts its token: an expired token is replaced, and the event is shown', async (desk, report) => {
    const page = await desk.openTab()
    await signIn(page)
    await pressMock(page, '+1 h')
    await page.getByText('refresh succeeded').waitFor()
    await page.getByRole('button', { name: 'Call the API' }).click()
    await page.getByText('200, plain@acme.example').waitFor()
    const left = await textOf(page.getByTestId('expiry'))
    report.exact('token good for an hour', /^(1:00:00|59:\d\d)$/.test(left) ? 'yes' : left, 'yes')
  }),
]

async function reachCode(page: Page, name: string): Promise<void> {
  await giveEmail(page, userNamed(name).email)
  await givePassword(page, userNamed(name).password)
  await reach(page, 'One more step')
}

async function isSignedIn(page: Page, email: string, report: Report): Promise<void> {
  await reach(page, 'Signed in')
  report.exact('focus once signed in', await focused(page), 'Signed in')
  await page.getByRole('button', { name: 'Call the API' }).click()
  await page.getByText(`200, ${email}`).waitFor()
}
