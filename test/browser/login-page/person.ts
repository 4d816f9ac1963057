import type { Locator, Page } from 'playwright-core'
import { seedUsers } from '../../../mock/index.ts'

/** A seeded user, by the local part of the e-mail. */
export function userNamed(name: string): { readonly email: string; readonly password: string } {
  const user = seedUsers.find(({ email }) => email.startsWith(`${name}@`))
  if (user === undefined) throw new Error(`there is no seeded user ${name}`)
  return user
}

/** Types the e-mail and submits. */
export async function giveEmail(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** Types the password and submits; with a tenant's name, chooses that tenant first. */
export async function givePassword(page: Page, password: string, tenant?: string): Promise<void> {
  if (tenant !== undefined) await page.getByRole('radio', { name: tenant }).check()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Types the code of the second factor and submits. */
export async function giveCode(page: Page, code: string): Promise<void> {
  await page.locator('input[name="code"]').fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

/** Reads a code of the user who signs in from the developer's panel. */
export async function readCode(page: Page, label: 'App code' | 'Mail code' | 'Backup'): Promise<string> {
  return textOf(page.locator(`.mock-codes > div:has(dt:text-is("${label}")) code`))
}

/** Presses one of the buttons of the developer's panel. */
export async function pressMock(page: Page, label: string): Promise<void> {
  await page.locator('.mock').getByRole('button', { name: label }).click()
}

/** Plans the next fault. */
export async function planFault(page: Page, label: string): Promise<void> {
  await page.locator('.mock').getByLabel('What goes wrong next').selectOption({ label })
  await pressMock(page, 'Plan')
  await page.getByText('Planned').waitFor()
}

/** Waits for the heading of a step. */
export async function reach(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

/** The focused element: the name of a field, else its text. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('name') ?? element?.textContent?.trim() ?? 'nothing'
  })
}

/** The error message on the page. */
export function errorOn(page: Page): Promise<string> {
  return textOf(page.locator('main .error'))
}

/** The text of an element that must exist. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? ''
}

/** Signs in with a password alone, and waits for the session. */
export async function signIn(page: Page, { email, password } = userNamed('plain')): Promise<void> {
  await giveEmail(page, email)
  await givePassword(page, password)
  await reach(page, 'Signed in')
}
