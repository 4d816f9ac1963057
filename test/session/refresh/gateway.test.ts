import { expect, test } from 'vitest'
import { refusing } from '../../support/client/faults.ts'
import { createSignedInScenario } from '../../support/client/scenario.ts'

const gatewayRefusals = [
  [403, { message: 'Forbidden' }],
  [403, { detail: 'CSRF Failed: CSRF token missing.' }],
  [403, { message: 'Missing Authentication Token' }],
  [401, { error: 'Unauthorized', message: 'API key missing' }],
  [400, { message: 'Bad Request' }],
] as const

test.each(gatewayRefusals)(
  'F61: a gateway that refuses one refresh with %s and %o does not end the session',
  async (status, body) => {
    const scenario = await createSignedInScenario()
    const { auth, browser, tab } = scenario
    tab.network = refusing(() => Response.json(body, { status }), 1)
    await browser.run(auth.refresh())
    expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
    await scenario.finish({ replays: 0 })
  },
)

test('F61: a refresh that is refused twice in a row ends the session, also without a word about it', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.network = refusing(() => Response.json({ message: 'Forbidden' }, { status: 403 }))
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'session_expired' })
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'session_expired' })
})

test.each([
  { detail: 'Invalid or expired refresh token' },
  { error: 'invalid_grant' },
  { detail: 'Could not validate credentials' },
  { detail: 'User account is suspended' },
])('F61: a refresh that is refused with %o ends the session at once', async (body) => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  let posts = 0
  tab.network = refusing(() => {
    posts += 1
    return Response.json(body, { status: 401 })
  })
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'session_expired' })
  expect(posts).toBe(1)
})
