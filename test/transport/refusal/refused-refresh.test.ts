import { expect, test } from 'vitest'
import { createPortalAuth } from '../../../src/index.ts'
import { baseUrl } from '../../support/client/scenario.ts'
import { skipPauses } from '../../support/client/skip-pauses.ts'

/** Why nobody is signed in after a portal has refused the refresh with this body, each time it was asked. */
async function reasonAfter(body: object): Promise<unknown> {
  using auth = createPortalAuth({
    baseUrl,
    clock: { setTimeout: skipPauses },
    fetch: async (request) =>
      new URL(request.url).pathname.endsWith('/login')
        ? Response.json({ access_token: 'a', refresh_token: 'r', user: {} })
        : Response.json(body, { status: 401 }),
  })
  await auth.login({ email: 'ada@example.com', password: 'secret' })
  await auth.refresh().catch(() => undefined)
  await auth.refresh().catch(() => undefined)
  const snapshot = auth.session.getSnapshot()
  return 'reason' in snapshot ? snapshot.reason : snapshot.status
}

test.each([
  { detail: 'Refresh token reuse detected' },
  { detail: 'Re-used' },
  { detail: { code: 'TOKEN_REUSED' } },
  { detail: 'Replay detected' },
  { detail: 'Already used' },
  { detail: 'Token has been used' },
  { detail: 'The token has already been redeemed' },
  { error: 'invalid_grant', error_description: 'The grant was already consumed' },
])('refused refresh: %o says that the token was used before', async (body) => {
  expect(await reasonAfter(body)).toBe('refresh_lost')
})

test.each([
  { detail: 'The token has expired or has already been used' },
  { detail: 'Invalid refresh token' },
  { message: 'You are using an outdated browser' },
  { detail: 'Please make sure users exist' },
])('refused refresh: %o leaves open whether the token was used before', async (body) => {
  expect(await reasonAfter(body)).toBe('session_expired')
})
