import type { Page } from 'playwright-core'
import { onPage } from '../login-page/on-page.ts'
import { errorOn, focused, reach, readCode, userNamed } from '../login-page/person.ts'
import type { Scenario } from '../scenario.ts'

/** The longest login there is, and a logout, without a mouse. */
export const pageKeyboard: Scenario = onPage(
  'a whole login and a logout with the keyboard alone',
  async ({ openTab }, report) => {
    const page = await openTab()
    const { keyboard } = page
    const { email, password } = userNamed('all')

    await keyboard.type(email)
    await keyboard.press('Enter')
    await reach(page, 'Where to?')
    report.exact('title at the tenants', await page.title(), 'Where to? · ScaiKey portal')
    report.exact('focus at the tenants', await focused(page), 'tenantId')
    await keyboard.press('ArrowDown')
    report.exact('tenant chosen', await chosen(page, 'tenantId'), 'Globex')
    await keyboard.press('Tab')
    report.exact('next', await focused(page), 'password')
    await keyboard.type('wrong')
    await keyboard.press('Enter')
    report.exact('error', await errorOn(page), 'The e-mail or the password is wrong.')
    report.exact('focus at what is wrong', await focused(page), 'password')
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type(password)
    await keyboard.press('Tab')
    report.exact('next', await focused(page), 'Show password')
    await keyboard.press('Space')
    report.exact(
      'the password can be seen',
      String(await page.locator('input[name="password"]').getAttribute('type')),
      'text',
    )
    await keyboard.press('Shift+Tab')
    await keyboard.press('Enter')

    await reach(page, 'One more step')
    report.exact('focus at the code', await focused(page), 'code')
    await keyboard.press('Shift+Tab')
    report.exact('before it', await focused(page), 'method')
    await keyboard.press('ArrowDown')
    report.exact('method chosen', await chosen(page, 'method'), 'E-mail')
    await tabTo(page, 'Send the code')
    await keyboard.press('Enter')
    await page.getByText('A code is on its way').waitFor()
    await tabTo(page, 'code')
    await keyboard.type(await readCode(page, 'Mail code'))
    await tabTo(page, 'trustDevice')
    await keyboard.press('Space')
    report.exact('device trusted', String(await page.getByRole('checkbox').isChecked()), 'true')
    await tabTo(page, 'Verify')
    await keyboard.press('Enter')

    await reach(page, 'Signed in')
    report.exact('title once signed in', await page.title(), 'Signed in · ScaiKey portal')
    report.exact('focus once signed in', await focused(page), 'Signed in')
    await tabTo(page, 'Call the API')
    await keyboard.press('Enter')
    await page.getByText(`200, ${email}`).waitFor()
    await tabTo(page, 'Log out')
    await keyboard.press('Enter')
    await page.getByText('You have signed out.').waitFor()
    report.exact('title once signed out', await page.title(), 'Sign in · ScaiKey portal')
    report.exact('focus once signed out', await focused(page), 'email')
  },
)

/** Presses Tab until something has the focus; each stop on the way must show it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 10; presses++) {
    if ((await focused(page)) === name) return
    await page.keyboard.press('Tab')
    const isShown = await page.evaluate(() => {
      const shown = (element: Element | null): boolean =>
        element !== null && getComputedStyle(element).outlineStyle !== 'none'
      return shown(document.activeElement) || shown(document.activeElement?.closest('label') ?? null)
    })
    if (!isShown) throw new Error(`nobody can see that ${await focused(page)} has the focus`)
  }
  throw new Error(`the Tab key does not lead to ${name}`)
}

function chosen(page: Page, group: string): Promise<string> {
  return page.evaluate((name) => {
    const input = document.querySelector(`input[name="${name}"]:checked`)
    return input?.closest('label')?.querySelector('.choice-name')?.textContent ?? 'nothing'
  }, group)
}
