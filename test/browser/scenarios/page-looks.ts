import { axeScript, look, screenshots } from '../login-page/look.ts'
import { onPage } from '../login-page/on-page.ts'
import { giveCode, giveEmail, givePassword, planFault, reach, readCode, userNamed } from '../login-page/person.ts'
import type { Scenario } from '../scenario.ts'

/** Each step, and each of its errors, as axe and a person see it. */
export const pageLooks: Scenario = onPage(
  'axe reports no violation on any step, in both themes and on a phone',
  async ({ openTab }, report) => {
    const page = await openTab()
    const { email, password } = userNamed('all')
    const found: string[] = []
    const wide: string[] = []
    let checked = 0
    let steps = 0
    const see = async (name: string): Promise<void> => {
      steps += 1
      const { objections, checked: rules, isTooWide } = await look(page, `${String(steps).padStart(2, '0')}-${name}`)
      found.push(...objections)
      if (isTooWide) wide.push(name)
      checked += rules
    }

    await see('email')
    await giveEmail(page, 'someone@nowhere')
    await page.locator('main .error').waitFor()
    await see('email-invalid')
    await giveEmail(page, email)
    await reach(page, 'Where to?')
    await see('tenant')
    await givePassword(page, 'wrong', 'Acme')
    await page.locator('main .error').waitFor()
    await see('password-wrong')
    await givePassword(page, password)
    await reach(page, 'One more step')
    await see('code')
    await page.getByRole('radio', { name: 'E-mail' }).check()
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByText('is on its way').waitFor()
    await giveCode(page, '000000')
    await page.locator('main .error').waitFor()
    await see('code-wrong')
    await page.getByRole('radio', { name: 'Backup code' }).check()
    await see('backup-code')
    await giveCode(page, await readCode(page, 'Backup'))
    await reach(page, 'Signed in')
    await page.getByRole('button', { name: 'Call the API' }).click()
    await page.getByText('200, all@acme.example').waitFor()
    await see('session')
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('You have signed out.').waitFor()
    await see('signed-out')
    await planFault(page, 'password: unknown step')
    await giveEmail(page, userNamed('plain').email)
    await reach(page, 'Sign in to Acme Corporation')
    await see('password')
    await givePassword(page, userNamed('plain').password)
    await reach(page, 'Continue in the portal')
    await see('unknown')
    await planFault(page, 'e-mail: 429, wait 30 s')
    await page.getByRole('button', { name: 'Start again' }).click()
    await giveEmail(page, email)
    await page.getByRole('timer').waitFor()
    await see('rate-limited')

    report.exact('objections of axe', found.join('; ') || 0, 0)
    report.exact('steps wider than a phone of 360 px, or of 320 px with text twice as large', wide.join(', ') || 0, 0)
    report.note('steps looked at, three times each', steps)
    // A page on which axe finds nothing to check has nothing wrong either.
    report.atMost('fewest rules that had something to check', 15 * 3 * steps, checked)
    report.note('screenshots', screenshots)
  },
  { initScript: axeScript },
)
