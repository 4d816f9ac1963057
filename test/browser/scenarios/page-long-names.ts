import type { Page } from 'playwright-core'
import { onPageWithServer } from '../login-page/on-page.ts'
import { giveEmail, givePassword, planFault, reach } from '../login-page/person.ts'
import { sidewaysPx } from '../page-looks.ts'
import type { Scenario } from '../scenario.ts'

const email = `maximiliane.wolkenstein-hohenberg@${'departmentoflongnames'.repeat(2)}.example`
const password = 'a long name and a long password'
const name = 'Donaudampfschifffahrtsgesellschaftskapitaensversicherung'

/** Names and addresses that no line of a phone has room for. */
export const pageLongNames: Scenario = onPageWithServer(
  'long names stay within a phone of 360 px',
  {},
  async ({ openTab, portal: { portal } }, report) => {
    const slugs = ['one', 'two'].map((which) => `${which}-${name.toLowerCase()}`)
    for (const slug of slugs) portal.tenants.add({ name, slug })
    portal.users.add({ email, password, tenants: slugs, mfa: ['email', 'totp'] })
    const page = await openTab()
    await page.setViewportSize({ width: 360, height: 800 })
    const see = async (step: string): Promise<void> => {
      report.exact(`${step}: px too wide`, await sidewaysPx(page), 0)
      report.exact(`${step}: cut off or outside the card`, await outside(page), 'nothing')
    }

    await giveEmail(page, email)
    await reach(page, 'Where to?')
    await see('tenants')
    await page.getByRole('radio').first().check()
    await givePassword(page, password)
    await reach(page, 'One more step')
    await page.getByRole('radio', { name: 'E-mail' }).check()
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByText('is on its way').waitFor()
    await see('code')
    await page.locator('input[name="code"]').fill(portal.outbox.latest(email)?.code ?? '')
    await page.getByRole('button', { name: 'Verify' }).click()
    await reach(page, 'Signed in')
    await page.getByRole('button', { name: 'Call the API' }).click()
    await page.getByText(`200, ${email}`).waitFor()
    await see('session')
    await page.getByRole('button', { name: 'Log out' }).click()

    portal.users.add({ email: 'short@acme.example', password, tenants: slugs.slice(0, 1) })
    await giveEmail(page, 'short@acme.example')
    await reach(page, `Sign in to ${name}`)
    await see('password')
    await planFault(page, 'password: unknown step')
    await givePassword(page, password)
    await reach(page, 'Continue in the portal')
    await see('unknown step')
  },
)

/** The texts that overflow the card. */
function outside(page: Page): Promise<string> {
  return page.evaluate(() => {
    const card = document.querySelector('main')?.getBoundingClientRect().right ?? 0
    const parts = [...document.querySelectorAll('main *:not(.visually-hidden)')]
    const wide = parts.filter((part) => part.getBoundingClientRect().right > card)
    return wide.map((part) => part.textContent).join('; ') || 'nothing'
  })
}
