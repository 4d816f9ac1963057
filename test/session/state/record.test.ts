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

test.each([1, 2])('F46: a record of version %i signs out with a reason', async (version) => {
  const scenario = await createSignedInScenario()
  const { tokens, ...rest } = JSON.parse(scenario.browser.storage.values()[0] ?? '')
  scenario.browser.storage.put(key, JSON.stringify({ ...rest, version, session: tokens }))
  const { auth } = scenario.open()
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_corrupt' })
})

test.each<[string, { generation?: number; tokens?: object }]>([
  ['a token that is not a header value', { tokens: { accessToken: 'a\nb' } }],
  ['a generation that is not safe', { generation: 2 ** 53 }],
  ['a lifetime that is text', { tokens: { lifetimeMs: '5' } }],
  ['a receipt that is not a time', { tokens: { receivedAtMs: null } }],
])('F60: a stored session with %s signs out with a reason', async (_, change) => {
  const scenario = await createSignedInScenario()
  const record = JSON.parse(scenario.browser.storage.values()[0] ?? '')
  const changed = { ...record, ...change, tokens: { ...record.tokens, ...change.tokens } }
  scenario.browser.storage.put(key, JSON.stringify(changed))
  const { auth } = scenario.open()
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_corrupt' })
})

test.each([
  ['pause', null],
  ['pause', { sinceMs: 0, forMs: 1e15 }],
  ['pause', { sinceMs: 'now', forMs: -1 }],
  ['intent', { client: 5 }],
  ['lease', { owner: 'x', fence: 1e300, held: 'yes' }],
  ['reason', '<img src=x>'],
])('F60: a stored %s of %o does not stop the session', async (name, value) => {
  const scenario = await createSignedInScenario()
  const record = JSON.parse(scenario.browser.storage.values()[0] ?? '')
  scenario.browser.storage.put(key, JSON.stringify({ ...record, [name]: value }))
  const { auth } = scenario.open()
  await scenario.browser.settle()
  await scenario.browser.run(auth.refresh())
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
})
