import { expect, onTestFinished, test } from 'vitest'
import { createPortalMock } from '../../../mock/index.ts'
import { sessionRecord } from '../../../mock/playwright/session-record.ts'
import { signIn } from '../../../mock/playwright/sign-in.ts'
import { createTestPortal } from '../../../mock/playwright/test-portal.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import { createPortalAuth, memoryStorage } from '../../../src/index.ts'

async function createSetting() {
  const portal = createPortalMock()
  const server = await startPortalServer({ portal })
  onTestFinished(() => server.close())
  const address = { url: server.url, key: 'one' }
  const kit = createTestPortal(address)
  return {
    kit,
    signIn: (email: string, tenant?: string) => signIn(address, kit, email, tenant),
    /** A client whose storage holds a session of the kit. */
    client(text: string, baseUrl = server.url) {
      const storage = memoryStorage()
      storage.set('scaikey-portal-auth.session', text)
      const headers = { 'x-mock-portal': 'one' }
      const auth = createPortalAuth({ baseUrl, storage, headers })
      onTestFinished(() => auth.dispose())
      return auth
    },
    url: server.url,
  }
}

test('playwright: the client takes the session, refreshes it, and logs out', async () => {
  const { kit, signIn, client, url } = await createSetting()
  const auth = client(sessionRecord(await signIn('totp@acme.example'), url, Date.now()))
  expect(await auth.ready()).toMatchObject({ status: 'signed_in', user: { email: 'totp@acme.example' } })
  const { accessTokenExpiresAtMs } = auth.session.getSnapshot() as { accessTokenExpiresAtMs: number }
  expect(Math.abs(accessTokenExpiresAtMs - Date.now() - 3_600_000)).toBeLessThan(60_000)
  const before = await auth.getAccessToken()
  await auth.refresh()
  expect(await auth.getAccessToken()).not.toBe(before)
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'done' })
  expect(await kit.sessions.list()).toMatchObject([{ refreshes: 1, status: 'logout' }])
})

test('playwright: the session is of one portal, and of its own login', async () => {
  const { signIn, client, url } = await createSetting()
  const first = sessionRecord(await signIn('plain@acme.example'), url, Date.now())
  const second = sessionRecord(await signIn('plain@acme.example'), url, Date.now())
  expect(await client(first, `${url}/other`).ready()).toMatchObject({ status: 'signed_out' })
  const sessionIds = [await client(first).ready(), await client(second).ready()].map((each) =>
    each.status === 'signed_in' ? each.sessionId : each.status,
  )
  expect(new Set(sessionIds).size).toBe(2)
})

test('playwright: signs in with each second factor, at a tenant of the user', async () => {
  const { kit, signIn } = await createSetting()
  await kit.users.add({ email: 'codes@acme.example', password: 'pw', mfa: ['backup_code'] })
  for (const email of ['tenants@acme.example', 'totp@acme.example', 'codes@acme.example']) {
    expect(await signIn(email)).toMatchObject({ user: { email } })
  }
  await signIn('tenants@acme.example', 'globex')
  expect((await kit.sessions.list()).map(({ tenant }) => tenant)).toEqual(['globex', 'acme', 'acme', 'acme'])
})

test.for([
  ['nobody@acme.example', undefined, 'no user nobody@acme.example; portal.users.add() adds one'],
  ['plain@acme.example', 'globex', 'plain@acme.example is not in the tenant globex'],
  ['suspended@acme.example', undefined, 'the mock answered 403 to POST /api/v1/auth/authenticate'],
] as const)('playwright: %s at %s cannot sign in', async ([email, tenant, message]) => {
  const { signIn } = await createSetting()
  await expect(signIn(email, tenant)).rejects.toThrow(message)
})

test('playwright: without a mock the error says how to start one', async () => {
  const kit = createTestPortal({ url: 'http://127.0.0.1:9', key: 'one' })
  await expect(kit.clock.now()).rejects.toThrow('no mock answers at http://127.0.0.1:9; start it with "npx scaikey')
})

test('playwright: two keys are two portals', async () => {
  const { kit, url } = await createSetting()
  const other = createTestPortal({ url, key: 'two' })
  await kit.clock.advance(60_000)
  await kit.faults.add({ operation: 'me', then: { status: 503 } })
  expect(await other.faults.list()).toEqual([])
  expect((await kit.clock.now()) - (await other.clock.now())).toBeGreaterThan(50_000)
  expect(kit.consoleUrl).toBe(`${url}/p/one/__mock__/`)
})
