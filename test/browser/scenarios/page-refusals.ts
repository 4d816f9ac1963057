import { onPage, onPageWithServer } from '../login-page/on-page.ts'
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
import type { Scenario } from '../scenario.ts'
import { sleep, until } from '../until.ts'

/** What the page does when the portal says no. */
export const pageRefusals: readonly Scenario[] = [
  onPage('a wrong password, then the right one', async ({ openTab }, report) => {
    const page = await openTab()
    await giveEmail(page, userNamed('plain').email)
    await givePassword(page, 'wrong')
    report.exact('error', await errorOn(page), 'The e-mail or the password is wrong.')
    report.exact('focus', await focused(page), 'password')
    const field = page.locator('input[name="password"]')
    report.exact('aria-invalid', String(await field.getAttribute('aria-invalid')), 'true')
    await givePassword(page, userNamed('plain').password)
    await reach(page, 'Signed in')
  }),
  onPage('an invalid e-mail shows an error at its field', async ({ openTab }, report) => {
    const page = await openTab()
    await giveEmail(page, 'someone@nowhere')
    report.exact('error', await errorOn(page), 'Enter a whole e-mail address, such as name@example.com.')
    report.exact('focus', await focused(page), 'email')
  }),
  onPage('a suspended account', async ({ openTab }, report) => {
    const page = await openTab()
    await giveEmail(page, userNamed('suspended').email)
    await givePassword(page, userNamed('suspended').password)
    const words = 'This account cannot sign in. Ask your administrator.'
    report.exact('error', await errorOn(page), words)
    report.exact('focus', await focused(page), words)
  }),
  onPage(
    'five wrong passwords lock the account; the login is possible again when the countdown ends',
    async (desk, report) => {
      const page = await desk.openTab()
      let requests = 0
      page.on('request', (request) => {
        if (request.url().endsWith('/authenticate')) requests += 1
      })
      await giveEmail(page, userNamed('plain').email)
      for (let attempt = 1; attempt <= 6; attempt++) {
        await givePassword(page, `wrong ${attempt}`)
        await until(() => requests === attempt, 2_000)
        await page.locator('form[aria-busy="false"] .error').waitFor()
      }
      const timer = page.locator('main').getByRole('timer').locator('strong')
      const before = await textOf(timer)
      report.exact('countdown', /^1[45]:\d\d$/.test(before) ? 'runs from 15 minutes' : before, 'runs from 15 minutes')
      await page.locator('input[name="password"]').press('Enter')
      await sleep(1_100)
      report.exact('the countdown goes on', (await textOf(timer)) < before ? 'yes' : 'no', 'yes')
      report.exact('requests while it runs', requests, 6)
      await pressMock(page, '+15 min')
      await page.getByText('You can try again now.').waitFor()
      report.exact('errors shown then', await page.locator('main .error').count(), 0)
      // The step is as old as the lock, so the portal may want to begin again.
      await page.getByRole('button', { name: 'Not you?' }).click()
      await signIn(page)
    },
  ),
  onPage('a rate limit on the e-mail', async ({ openTab }, report) => {
    const page = await openTab()
    await planFault(page, 'e-mail: 429, wait 30 s')
    await giveEmail(page, userNamed('plain').email)
    report.exact('error', await errorOn(page), 'Too many attempts. Try again in 30 seconds.')
    await pressMock(page, '+30 s')
    await page.getByText('You can try again now.').waitFor()
    await signIn(page)
  }),
  onPage('a wrong code, then the right one', async ({ openTab }, report) => {
    const page = await openTab()
    await giveEmail(page, userNamed('totp').email)
    await givePassword(page, userNamed('totp').password)
    const code = await readCode(page, 'App code')
    await giveCode(page, code === '000000' ? '000001' : '000000')
    report.exact('error', await errorOn(page), 'The code is wrong or has been used.')
    report.exact('focus', await focused(page), 'code')
    await giveCode(page, await readCode(page, 'App code'))
    await reach(page, 'Signed in')
  }),
  onPageWithServer(
    'while an answer is awaited, or the portal wants to wait, nothing else is sent',
    {},
    async (desk, report) => {
      const { requests, faults } = desk.portal.portal
      const sent = (): string =>
        requests
          .slice(2)
          .map(({ operation, status }) => `${operation} ${status}`)
          .join(', ')
      const page = await desk.openTab()
      await giveEmail(page, userNamed('all').email)
      await givePassword(page, userNamed('all').password, 'Acme')
      await page.getByRole('radio', { name: 'E-mail' }).check()
      const sendCode = page.getByRole('button', { name: 'Send the code' })

      faults.add({ operation: 'verify', times: 1, then: { delayMs: 500 } })
      await giveCode(page, '000000')
      await sendCode.click({ force: true })
      await page.locator('input[name="code"]').fill('000001')
      await page.locator('input[name="code"]').press('Enter')
      await page.locator('main .error').waitFor()
      report.exact('sent while an answer is awaited', sent(), 'verify 401')

      faults.add({ operation: 'verify', times: 1, then: { status: 429, headers: { 'retry-after': '30' } } })
      await giveCode(page, '000002')
      await page.getByRole('timer').waitFor()
      await sendCode.click({ force: true })
      await page.getByRole('radio', { name: 'Backup code' }).check()
      report.exact('countdown with another method', await page.locator('main').getByRole('timer').count(), 1)
      report.exact('error with another method', await errorOn(page), 'Too many attempts. Try again in 30 seconds.')
      await page.locator('input[name="code"]').fill('backup')
      await page.locator('input[name="code"]').press('Enter')
      await sleep(300)
      report.exact('sent while the portal wants to wait', sent(), 'verify 401, verify 429')
    },
  ),
  onPageWithServer('a user who must wait for another code can still enter the last one', {}, async (desk, report) => {
    const { faults, outbox } = desk.portal.portal
    const { email, password } = userNamed('email')
    const page = await desk.openTab()
    await giveEmail(page, email)
    await givePassword(page, password)
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByText('is on its way').waitFor()
    faults.add({ operation: 'sendEmailCode', times: 1, then: { status: 429, headers: { 'retry-after': '60' } } })
    await page.getByRole('button', { name: 'Send another code' }).click()
    await page.getByText('Another code in').waitFor()
    report.exact('error', await errorOn(page), 'No other code can be sent yet. Try again in 60 seconds.')
    await giveCode(page, outbox.latest(email)?.code ?? '')
    await reach(page, 'Signed in')
  }),
  onPage('a password and a code after their step has expired', async ({ openTab }, report) => {
    const page = await openTab()
    await giveEmail(page, userNamed('totp').email)
    await reach(page, 'Sign in to Acme Corporation')
    await pressMock(page, '+15 min')
    await givePassword(page, userNamed('totp').password)
    await page.getByText('The sign-in took too long. Start again, please.').waitFor()
    report.exact('focus', await focused(page), 'email')
    report.exact('e-mail kept', await page.locator('input[name="email"]').inputValue(), 'totp@acme.example')
    await giveEmail(page, userNamed('totp').email)
    await givePassword(page, userNamed('totp').password)
    await reach(page, 'One more step')
    await pressMock(page, '+15 min')
    await giveCode(page, '123456')
    await page.getByText(/took too long\. Start again, please\./).waitFor()
  }),
]
