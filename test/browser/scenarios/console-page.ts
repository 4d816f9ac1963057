import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { seedUsers } from '../../../mock/index.ts'
import { brokenTexts, type ConsoleStage, highestInJournalPx, withConsole } from '../console-stage.ts'
import { leastContrast, sidewaysPx } from '../page-looks.ts'
import { inChromium, type Scenario } from '../scenario.ts'
import { until } from '../until.ts'

const shows = (page: Page, selector: string, text: string): Promise<boolean> =>
  until(async () => (await page.locator(selector).textContent())?.includes(text) ?? false, 5_000)

/** A login with an e-mailed code, refreshed, and its first refresh token used again. */
async function liveALittle({ portal, post }: ConsoleStage): Promise<string[]> {
  const [acme] = portal.tenants.list()
  const email = 'email@acme.example'
  const { flow_token } = await post('/api/v1/auth/identify', { email })
  const demand = await post('/api/v1/auth/authenticate', { flow_token, password: 'email-password-1' })
  const { mfa_token, user_id } = demand
  await post(`/api/v1/auth/tenants/${acme?.slug}/mfa/email/send?mfa_token=${mfa_token}&user_id=${user_id}`, {})
  const code = portal.outbox.latest(email)?.code
  const session = await post('/api/v1/auth/mfa/verify', { mfa_token, user_id, method: 'email', code })
  const { refresh_token } = session
  const next = await post('/api/v1/auth/refresh', { refresh_token })
  return [flow_token, mfa_token, session['access_token'], refresh_token, next['refresh_token']].map(String)
}

/** Presses Tab until the element of a name has the focus; how often. */
async function tabTo(page: Page, name: RegExp): Promise<number> {
  for (let presses = 1; presses <= 80; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const { ariaLabel, textContent, labels } = document.activeElement as HTMLSelectElement
      return ariaLabel ?? labels?.[0]?.textContent ?? textContent ?? ''
    })
    if (name.test(focused)) return presses
  }
  throw new Error(`Tab does not reach ${name}`)
}

const whatItShows: Scenario = {
  title: 'console: users, codes, outbox, sessions and requests follow the portal',
  engines: inChromium,
  run: ({ report }) =>
    withConsole({ colorScheme: 'light', width: 1280 }, async (stage) => {
      const { page, portal, post, complaints } = stage
      report.exact('users', await page.locator('#users tbody tr').count(), seedUsers.length)
      report.exact(
        'the code shown is the code',
        String(await shows(page, '#users', portal.totp('totp@acme.example'))),
        'true',
      )
      const leftOf = () =>
        page
          .locator('#users progress')
          .first()
          .evaluate((bar) => (bar as HTMLProgressElement).value)
      const before = await leftOf()
      report.exact('it counts down', String(await until(async () => (await leftOf()) !== before, 5_000)), 'true')

      const secrets = await liveALittle(stage)
      const code = portal.outbox.latest()?.code ?? 'none'
      report.exact('the e-mailed code is in the outbox', String(await shows(page, '#outbox', code)), 'true')
      report.exact('the session is live', String(await shows(page, '#sessions', 'live')), 'true')
      await post('/api/v1/auth/refresh', { refresh_token: secrets.at(3) })
      report.exact('the reuse has ended it', String(await shows(page, '#sessions', 'reuse')), 'true')
      const rows = () => page.locator('#journal tbody tr').count()
      await until(async () => (await rows()) === portal.requests.length, 5_000)
      report.exact('requests', await rows(), portal.requests.length)
      const html = await page.content()
      report.exact('tokens in the page', secrets.filter((secret) => html.includes(secret)).length, 0)
      report.exact('complaints', complaints.join('; '), '')
    }),
}

const byKeyboard: Scenario = {
  title: 'console: clock, faults, status and reset by keyboard alone',
  engines: inChromium,
  run: ({ report }) =>
    withConsole({ colorScheme: 'light', width: 1280 }, async ({ page, portal, post, complaints }) => {
      const first = portal.totp('totp@acme.example')
      const startedAtMs = portal.clock.now()
      await tabTo(page, /^\+1 h$/)
      await page.keyboard.press('Enter')
      report.exact(
        'an hour has passed',
        String(await until(() => portal.clock.now() - startedAtMs >= 3_600_000, 5_000)),
        'true',
      )
      const second = portal.totp('totp@acme.example')
      report.exact('there is another code', String(second !== first && (await shows(page, '#users', second))), 'true')

      await tabTo(page, /^plain@acme.example may log in$/)
      await page.keyboard.press('Space')
      report.exact(
        'plain is suspended',
        String(await until(() => portal.users.find('plain@acme.example')?.status === 'SUSPENDED', 5_000)),
        'true',
      )
      await page.locator('[role=switch][aria-checked=false] >> nth=1').waitFor()
      report.exact(
        'the focus stays',
        await page.evaluate(() => document.activeElement?.ariaLabel ?? ''),
        'plain@acme.example may log in',
      )

      await tabTo(page, /^On /)
      await page.keyboard.type('refresh')
      await tabTo(page, /^then /)
      await page.keyboard.type('network')
      await tabTo(page, /^Plan$/)
      await page.keyboard.press('Enter')
      await until(() => portal.faults.list().length === 1, 5_000)
      const [{ operation, then } = { operation: 'none', then: 'none' }] = portal.faults.list()
      report.exact('the fault', `${operation}: ${JSON.stringify(then)}`, 'refresh: "network-error"')
      report.exact('it has not been played', String(await shows(page, '#faults', 'not yet')), 'true')
      await post('/api/v1/auth/refresh', { refresh_token: 'x' }).catch(() => {})
      report.exact('played, it is removed', String(await shows(page, '#faults', 'No faults are planned')), 'true')

      await page.locator('body').click({ position: { x: 2, y: 300 } })
      await page.reload()
      await tabTo(page, /^Reset$/)
      await page.keyboard.press('Enter')
      report.exact(
        'after the reset',
        String(await until(() => portal.users.find('plain@acme.example')?.status === 'ACTIVE', 5_000)),
        'true',
      )
      report.exact('complaints', complaints.join('; '), '')
    }),
}

const curlLines: Scenario = {
  title: 'console: the curl lines it copies log in with each second factor',
  engines: inChromium,
  run: ({ report }) =>
    withConsole({ colorScheme: 'dark', width: 1280 }, async ({ page, portal }) => {
      // A quote and a dollar in a password must survive the shell.
      portal.users.add({ email: "o'hara@acme.example", password: `it's $HOME "x"`, tenants: ['acme'] })
      portal.users.add({ email: 'codes@acme.example', password: 'pw', tenants: ['acme'], mfa: ['backup_code'] })
      await shows(page, '#users', 'codes@acme.example')
      for (const { email, status } of portal.users.list()) {
        await page.evaluate(() => navigator.clipboard.writeText(''))
        await page.getByRole('button', { name: `Copy curl lines that log in as ${email}`, exact: true }).click()
        await until(async () => (await page.evaluate(() => navigator.clipboard.readText())) !== '', 5_000)
        const lines = await page.evaluate(() => navigator.clipboard.readText())
        const { stdout } = await promisify(execFile)('sh', ['-c', lines])
        const { access_token, detail } = JSON.parse(stdout) as { access_token?: string; detail?: string }
        const outcome = access_token === undefined ? String(detail) : 'a token'
        report.exact(email, outcome, status === 'ACTIVE' ? 'a token' : 'User account is suspended')
      }
    }),
}

const whatStays: Scenario = {
  title: 'console: focus, selection and scroll position survive added and changed rows',
  engines: inChromium,
  run: ({ report }) =>
    withConsole({ colorScheme: 'light', width: 1280 }, async (stage) => {
      const { page, portal, post } = stage
      await liveALittle(stage)
      await shows(page, '#sessions', 'live')
      const state = () =>
        page.evaluate(() => [document.activeElement?.ariaLabel, getSelection()?.toString(), scrollY].join(', '))
      const family = page.locator('#sessions tbody [data-head=Family]').first()
      await family.evaluate((cell) => getSelection()?.selectAllChildren(cell))
      const button = page.getByRole('button', { name: /^Copy request 1 as/ })
      await button.focus()
      await page.evaluate(() => scrollTo(0, 0))
      const before = await state()
      report.note('before', before)
      const [acme] = portal.tenants.list()
      await post('/api/v1/auth/login', {
        email: 'plain@acme.example',
        password: 'plain-password-1',
        tenant_id: acme?.id,
      })
      await shows(page, '#sessions', 'plain@acme.example')
      await shows(page, '#journal', '/api/v1/auth/login')
      report.exact('a login later', await state(), before)

      const code = page.getByRole('button', { name: /^Copy the code/ }).first()
      const itsName = await code.getAttribute('aria-label')
      await code.focus()
      await liveALittle(stage)
      const mails = portal.outbox.list().length
      await until(async () => (await page.locator('#outbox tbody tr').count()) === mails, 5_000)
      report.exact('a mail later', await page.evaluate(() => document.activeElement?.ariaLabel ?? ''), itsName ?? '')

      await code.click()
      report.exact('it says what it copied', String(await shows(page, '#said', 'code copied')), 'true')
      report.exact(
        'and for a while only',
        String(await until(async () => (await page.locator('#said').textContent()) === '', 6_000)),
        'true',
      )
    }),
}

const looks: readonly Scenario[] = (['light', 'dark'] as const).map((colorScheme) => ({
  title: `console: ${colorScheme}, wide and narrow, it can be read, breaks no word and needs no scrolling sideways`,
  engines: inChromium,
  async run({ report }) {
    for (const width of [1280, 1000, 700, 380]) {
      await withConsole({ colorScheme, width }, async (stage) => {
        stage.portal.faults.add({ operation: 'logout', then: 'network-error' })
        await stage.post('/api/v1/auth/logout', {}).catch(() => {})
        await liveALittle(stage)
        await stage.post('/api/v1/auth/identify', { email: 'no address' })
        await stage.post('/api/v1/nowhere', {})
        stage.portal.faults.add({ operation: 'refresh', then: { status: 503, headers: { 'retry-after': '5' } } })
        for (let i = 0; i < 6; i += 1) await stage.post('/api/v1/auth/identify', { email: `${i}@acme.example` })
        await shows(stage.page, '#faults', 'refresh')
        await until(
          async () => (await stage.page.locator('#journal tbody tr').count()) === stage.portal.requests.length,
          5_000,
        )
        report.exact(`${width} px: broken`, await brokenTexts(stage.page), '')
        report.atMost(`${width} px: highest in the journal`, await highestInJournalPx(stage.page), 30)
        const { ratio, text } = await leastContrast(stage.page)
        report.atMost(`${width} px: 4.5 over the least contrast, of "${text}"`, 4.5 / ratio, 1)
        report.exact(`${width} px: sideways`, await sidewaysPx(stage.page), 0)
      })
    }
  },
}))

const opened: Scenario = {
  title: 'console: a request opens to its answer, duration and rule; secrets are shown after a click',
  engines: inChromium,
  run: ({ report }) =>
    withConsole({ colorScheme: 'light', width: 1280 }, async (stage) => {
      const { page, post, complaints } = stage
      const secrets = await liveALittle(stage)
      await post('/api/v1/auth/refresh', { refresh_token: 'unknown' })
      await until(async () => (await page.locator('#journal tbody tr').count()) === 6, 5_000)
      await tabTo(page, /^POST \/api\/v1\/auth\/refresh/)
      await page.keyboard.press('Enter')
      report.exact('the rule', String(await shows(page, '#journal', 'policy.refusals.refreshRefused')), 'true')
      report.exact('its answer', String(await shows(page, '#journal', 'Invalid or expired refresh token')), 'true')
      await page.locator('#journal summary').nth(1).click()
      report.exact('the answer of another', String(await shows(page, '#journal', '"access_token": "•••"')), 'true')
      const text = async () => (await page.locator('#journal').textContent()) ?? ''
      const before = await text()
      report.exact('secrets are hidden', secrets.filter((secret) => before.includes(secret)).length, 0)
      await page.getByRole('button', { name: 'Show secrets' }).nth(1).click()
      const after = await text()
      report.exact(
        'both refresh tokens are shown',
        secrets.slice(3).filter((secret) => after.includes(secret)).length,
        2,
      )
      report.exact('complaints', complaints.join('; '), '')
    }),
}

const controls: Scenario = {
  title: 'console: add a user, end a session, change the policy, filter, and go to another portal',
  engines: inChromium,
  run: ({ report }) =>
    withConsole({ colorScheme: 'dark', width: 390 }, async (stage) => {
      const { page, portal, url, complaints } = stage
      await page.getByText('Add a user').click()
      await page.locator('#user').getByLabel('E-mail', { exact: true }).fill('ada@acme.example')
      await page.locator('#user').getByLabel('Password').fill('enigma')
      await page.locator('#user').getByLabel('Tenants').fill('acme, globex')
      await page.locator('#user').getByLabel('backup code').check()
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await shows(page, '#users', 'ada@acme.example')
      const ada = portal.users.find('ada@acme.example')
      report.exact(
        'the user',
        [ada?.password, ada?.mfa, ada?.tenants.map(({ slug }) => slug)].join(),
        'enigma,backup_code,acme,globex',
      )

      await liveALittle(stage)
      await page.getByRole('button', { name: 'End the session of email@acme.example' }).click()
      await until(async () => portal.sessions.list()[0]?.status === 'logout', 5_000)
      report.exact('the session', String(portal.sessions.list()[0]?.status), 'logout')

      await page.locator('summary', { hasText: 'Policy' }).click()
      await page.locator('#policy').getByLabel('Option').selectOption('refresh.graceMs')
      await page.locator('#policy').getByLabel('Value, in JSON').fill('ten')
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      report.exact('not JSON', String(await shows(page, '#said', 'the value must be JSON')), 'true')
      await page.locator('#policy').getByLabel('Value, in JSON').fill('10000')
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await until(async () => portal.policy.current().refresh.graceMs === 10_000, 5_000)
      report.exact('the policy', portal.policy.current().refresh.graceMs, 10_000)

      await page.locator('#filter').fill('ADA@')
      report.exact('filtered', String(await shows(page, '#said', '1 of ')), 'true')
      report.exact('users shown', await page.locator('#users tbody tr:visible').count(), 1)
      await page.locator('#filter').fill('')

      await fetch(`${url}/p/other/__mock__/clock`)
      const option = page.locator('#portals option', { hasText: 'other' })
      await until(async () => (await option.count()) === 1, 5_000)
      await page.locator('#portals').selectOption('other')
      await page.waitForURL(`${url}/p/other/__mock__/`)
      await page.locator('#users tbody tr').first().waitFor()
      report.exact('its users', await page.locator('#users tbody tr').count(), seedUsers.length)
      report.exact('chosen', await page.locator('#portals').inputValue(), 'other')
      await page.locator('#portals').selectOption('')
      await page.waitForURL(`${url}/__mock__/`)
      report.exact('complaints', complaints.join('; '), '')
    }),
}

const fits: readonly Scenario[] = (['light', 'dark'] as const).map((colorScheme) => ({
  title: `console: ${colorScheme}, axe finds nothing, and on a phone seven users and two requests take less than 1,200 px`,
  engines: inChromium,
  async run({ report }) {
    for (const width of [1280, 390]) {
      await withConsole({ colorScheme, width }, async ({ page, portal, post }) => {
        const [acme] = portal.tenants.list()
        const plain = { email: 'plain@acme.example', password: 'plain-password-1', tenant_id: acme?.id }
        await post('/api/v1/auth/login', plain)
        await post('/api/v1/auth/identify', { email: 'totp@acme.example' })
        await until(async () => (await page.locator('#journal tbody tr').count()) === 2, 5_000)
        if (width === 390) {
          const height = await page.evaluate(() => document.documentElement.scrollHeight)
          report.atMost('height in px', height, 1199)
        }
        for (const summary of await page.locator('summary').all()) await summary.click()
        await shows(page, '#journal', 'no rule refused it')
        await page.evaluate(axe.source)
        const violations = await page.evaluate(async () => {
          const run: (typeof axe)['run'] = Reflect.get(window, 'axe').run
          return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`)
        })
        report.exact(`${width} px: axe`, violations.join('; '), '')
        report.exact(`${width} px: sideways`, await sidewaysPx(page), 0)
      })
    }
  },
}))

/** The page at `/__mock__/`. */
export const consolePage: readonly Scenario[] = [
  whatItShows,
  byKeyboard,
  whatStays,
  opened,
  controls,
  curlLines,
  ...looks,
  ...fits,
]
