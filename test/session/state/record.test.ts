import { expect, test } from 'vitest'
import { createScenario, createSignedInScenario, email, password } from '../../support/client/scenario.ts'

const key = 'scaikey-portal-auth.session'

test.each([
  ['JSON that is cut', '{"version":2,"generation":3,"session":{"accessTo'],
  ['of a later version', JSON.stringify({ version: 99, generation: 3 })],
  ['no record', '"hello"'],
  ['a record without its token', '{"version":2,"lineage":"a","generation":3,"session":{"user":{}},"reason":"none"}'],
])('F46: a stored value that is %s signs out with a reason, and a login begins another session', async (_, text) => {
  const scenario = createScenario()
  scenario.browser.storage.put(key, text)
  const { auth } = scenario.open()
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_corrupt' })
  await scenario.browser.run(auth.login({ email, password }))
  expect(await scenario.browser.run(scenario.open().auth.getAccessToken())).toBe(await auth.getAccessToken())
})

test('F46: a record of version 1 is migrated', async () => {
  const scenario = await createSignedInScenario()
  const record = JSON.parse(scenario.browser.storage.values()[0] ?? '')
  const { accessToken, refreshToken, user, receivedAtMs } = record.session
  scenario.browser.storage.put(
    key,
    JSON.stringify({
      version: 1,
      generation: 5,
      session: { accessToken, refreshToken, user, receivedAtMs },
      reason: 'none',
    }),
  )
  const { auth } = scenario.open()
  expect(await scenario.browser.run(auth.getAccessToken())).toBe(accessToken)
  await scenario.browser.run(auth.refresh())
  expect(JSON.parse(scenario.browser.storage.values()[0] ?? '')).toMatchObject({
    version: 2,
    generation: 6,
    lineage: 'v1',
  })
})
