import { expect, test, vi } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import { createPortalAuth } from '../../src/index.ts'

test('fake timers: an hour passes, and the session lives on with one refresh', async () => {
  vi.useFakeTimers()
  try {
    const portal = createPortalMock({ seedUsers: false })
    const email = 'ada@example.com'
    const password = 'correct horse battery staple'
    portal.users.add({ email, password, tenants: ['acme'] })
    using auth = createPortalAuth({ baseUrl: 'https://portal.test', fetch: portal.fetch })
    await auth.login({ email, password })
    vi.setSystemTime(Date.now() + 3_600_000)
    expect((await auth.fetch('https://portal.test/api/v1/me')).status).toBe(200)
    expect(portal.requests.filter(({ operation }) => operation === 'refresh')).toHaveLength(1)
    expect(auth.session.getSnapshot().status).toBe('signed_in')
  } finally {
    vi.useRealTimers()
  }
})
