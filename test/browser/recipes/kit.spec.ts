// Played by Playwright beside the recipe's own tests: see ../scenarios/recipe-playwright.ts.
import { expect, test } from 'scaikey-portal-auth/mock/playwright'

const signOut = { name: /^Sign out/ }

test('two tests have two portals: the first', async ({ portal }) => {
  await portal.users.add({ email: 'only@acme.example', password: 'pw' })
  expect(await portal.users.find('ONLY@acme.example')).toMatchObject({ password: 'pw' })
})

test('two tests have two portals: the second', async ({ portal }) => {
  expect(await portal.users.find('only@acme.example')).toBeUndefined()
})

test('loginAs signs in with each second factor, and says why it cannot', async ({ page, portal, loginAs }) => {
  await portal.users.add({ email: 'codes@acme.example', password: 'pw', tenants: ['acme'], mfa: ['backup_code'] })
  for (const name of ['plain', 'totp', 'email', 'codes']) {
    await loginAs(`${name}@acme.example`)
    await page.goto('/')
    await expect(page.getByRole('button', signOut)).toBeVisible()
  }
  await expect(loginAs('nobody@acme.example')).rejects.toThrow('loginAs(): no user nobody@acme.example')
  await expect(loginAs('plain@acme.example', { tenant: 'globex' })).rejects.toThrow('not in the tenant globex')
  await expect(loginAs('suspended@acme.example')).rejects.toThrow('the mock answered 403')
})

test('a session of loginAs is refreshed and ended like any other', async ({ page, portal, loginAs, browser }) => {
  const storageState = await loginAs('tenants@acme.example', { tenant: 'initech' })
  expect(await portal.sessions.list()).toMatchObject([{ tenant: 'initech', status: 'live' }])
  await page.clock.install()
  await page.goto('/')
  await expect(page.getByRole('button', signOut)).toBeVisible()
  await portal.clock.advance(3_500_000)
  await page.clock.fastForward(3_500_000)
  await expect.poll(async () => (await portal.sessions.list())[0]?.refreshes).toBe(1)
  await page.getByRole('button', signOut).click()
  await expect.poll(async () => (await portal.sessions.list())[0]?.status).toBe('logout')

  const other = await browser.newContext({ storageState })
  const there = await other.newPage()
  await there.goto('/')
  await expect(there.getByRole('button', signOut)).toBeVisible()
  await loginAs('plain@acme.example', { context: other })
  expect((await portal.sessions.list())[0]?.email).toBe('plain@acme.example')
})

test('what the portal offers in code it offers here', async ({ portal }) => {
  const before = await portal.snapshot()
  const { id } = await portal.faults.add({ operation: 'me', times: 'always', then: { status: 503 } })
  expect(await portal.faults.list()).toMatchObject([{ id, operation: 'me' }])
  await portal.faults.remove(id)
  await portal.faults.clear()
  expect(await portal.faults.list()).toEqual([])
  await portal.tenants.add({ slug: 'umbra', name: 'Umbra' })
  expect((await portal.tenants.setStatus('umbra', 'SUSPENDED')).status).toBe('SUSPENDED')
  expect((await portal.tenants.list()).map(({ slug }) => slug)).toContain('umbra')
  expect((await portal.users.setStatus('plain@acme.example', 'SUSPENDED')).status).toBe('SUSPENDED')
  await portal.users.forgetDevices('plain@acme.example')
  await portal.policy.change({ refresh: { graceMs: 5 } })
  expect((await portal.policy.current()).refresh.graceMs).toBe(5)
  const keys = await portal.keys.list()
  await portal.keys.rotate()
  expect(await portal.keys.list()).not.toEqual(keys)
  const nowMs = await portal.clock.now()
  await portal.clock.advance(60_000)
  expect(await portal.clock.now()).toBeGreaterThanOrEqual(nowMs + 60_000)
  await portal.restore(before)
  expect((await portal.tenants.list()).map(({ slug }) => slug)).not.toContain('umbra')
  await portal.reset()
  expect(await portal.requests()).toEqual([])
  expect((await fetch(portal.consoleUrl)).status).toBe(200)
})

test.describe('in localStorage', () => {
  test.use({
    portalClient: { storage: 'localStorage', storageKey: 'mine', baseUrl: '/portal/' },
    signedInAs: 'totp@acme.example',
  })

  test('the session is under its key', async ({ page }) => {
    await page.goto('/empty.html')
    const stored = await page.evaluate(() => JSON.parse(localStorage.getItem('mine') ?? '{}'))
    expect(stored.portal).toBe(new URL('/portal', page.url()).href)
  })
})

test.describe('without a mock', () => {
  test.use({ mockUrl: 'http://127.0.0.1:9' })
  test.fail()

  test('it says how to start one', async ({ portal }) => {
    expect(portal.key).toBe('never made')
  })
})

test('a test that fails has its requests attached', async ({ page }) => {
  test.fail()
  await page.goto('/')
  await page.getByLabel('E-mail').fill('plain@acme.example')
  await page.getByLabel('E-mail').press('Enter')
  await expect(page.getByLabel('Password')).toBeVisible()
  expect('this test').toBe('failing')
})
