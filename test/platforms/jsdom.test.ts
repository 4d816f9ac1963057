// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import { createPortalAuth, webStorage } from '../../src/index.ts'

test('jsdom: a login, a call with a signal of the page, and a reload work', async () => {
  expect(navigator.userAgent).toContain('jsdom')
  const portal = createPortalMock({ seedUsers: false })
  const email = 'ada@example.com'
  const password = 'correct horse battery staple'
  portal.users.add({ email, password, tenants: ['acme'] })
  const open = () =>
    createPortalAuth({ baseUrl: 'https://portal.test', fetch: portal.fetch, storage: webStorage(localStorage) })
  using auth = open()
  await auth.login({ email, password }, { signal: new AbortController().signal })
  const { signal } = new AbortController()
  expect((await auth.fetch('https://portal.test/api/v1/me', { signal })).status).toBe(200)
  using reloaded = open()
  expect(await reloaded.ready()).toMatchObject({ status: 'signed_in', user: { email } })
})
