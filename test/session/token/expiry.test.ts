import { expect, test } from 'vitest'
import { createPortalAuth } from '../../../src/index.ts'
import { baseUrl, password } from '../../support/client/scenario.ts'

test('expiry: the lifetime is read from a JWT with every character of its alphabet', async () => {
  const claims = { iat: 1000, exp: 1060, name: 'ÿþ???>>>~~~ Zoë ✓' }
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  expect(payload).toMatch(/-.*_|_.*-/)
  const fetch = async () => Response.json({ access_token: `e30.${payload}.sig`, refresh_token: 'r', user: {} })
  using auth = createPortalAuth({ baseUrl, fetch, clock: { now: () => 5_000 } })
  const { session } = await auth.login({ email: 'ada@example.com', password })
  expect(session.accessTokenExpiresAtMs).toBe(65_000)
})
