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

test('F69: a record of a later version leaves an open tab signed in, which sends nothing more and says so once', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, events, tab } = scenario
  const token = await auth.getAccessToken()
  const later = JSON.stringify({ version: 99, session: 'of another shape' })
  browser.storage.put(key, later)
  tab.dispatch('wake')
  await browser.settle()
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
  expect(await auth.getAccessToken()).toBe(token)
  const refreshing = auth.refresh()
  await expect(browser.run(refreshing)).rejects.toMatchObject({ code: 'unexpected_response', retryable: false })
  await browser.advance(3_600_000)
  await expect(browser.run(auth.getAccessToken())).rejects.toMatchObject({ code: 'unexpected_response' })
  expect(scenario.refreshes).toHaveLength(0)
  expect(browser.storage.values()).toEqual([later])
  expect(events.filter(({ type }) => type === 'later_version_seen')).toHaveLength(1)
})

test('F69: a login and a logout replace a record of a later version', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser } = scenario
  browser.storage.put(key, JSON.stringify({ version: 99 }))
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
  expect(browser.storage.values().join()).toContain('"reason":"logout"')
  browser.storage.put(key, JSON.stringify({ version: 99 }))
  await browser.run(auth.login({ email, password }))
  expect(await browser.run(scenario.open().auth.getAccessToken())).toBe(await auth.getAccessToken())
})
