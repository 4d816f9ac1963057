import { expect, test } from 'vitest'
import { losing } from '../../support/client/faults.ts'
import {
  type Client,
  createScenario,
  createSignedInScenario,
  email,
  password,
  type Scenario,
} from '../../support/client/scenario.ts'

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

test('session: a storage that has null under its key is empty', async () => {
  const { auth, browser } = createScenario({ client: () => ({ storage: { get: () => null, set() {}, remove() {} } }) })
  await browser.advance(100)
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'none' })
})

test.each([1, 2])('F46: a record of version %i signs out with a reason', async (version) => {
  const scenario = await createSignedInScenario()
  const { tokens, ...rest } = JSON.parse(scenario.browser.storage.values()[0] ?? '')
  scenario.browser.storage.put(key, JSON.stringify({ ...rest, version, session: tokens }))
  const { auth } = scenario.open()
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_corrupt' })
})

test.each<[string, { generation?: unknown; version?: unknown; tokens?: object }]>([
  ['a token that is not a header value', { tokens: { accessToken: 'a\nb' } }],
  ['a refresh token that cannot be sent', { tokens: { refreshToken: 'a\nb' } }],
  ['a refresh token that is not text', { tokens: { refreshToken: 5 } }],
  ['a generation that is not safe', { generation: 2 ** 53 }],
  ['a lifetime that is text', { tokens: { lifetimeMs: '5' } }],
  ['a receipt that is not a time', { tokens: { receivedAtMs: null } }],
  ['a lifetime of null', { tokens: { lifetimeMs: null } }],
  ['half a generation', { generation: 1.5 }],
  ['a generation of text', { generation: '1' }],
  ['no id', { tokens: { sessionId: undefined } }],
  ['an id that is not text', { tokens: { sessionId: 5 } }],
  ['no token', { tokens: { accessToken: undefined } }],
  ['a version of text', { version: '3' }],
  ['half a version more', { version: 3.5 }],
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
  ['lineage', 5],
  ['beganAtMs', 'yesterday'],
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

/** Opens a tab that finds the record of a signed-in session changed like this. */
async function openChanged(
  change: (record: StoredRecord, nowMs: number) => object,
): Promise<Scenario & { next: Client }> {
  const scenario = await createSignedInScenario({ policy: { refresh: { graceMs: 600_000 } } })
  scenario.tab.network = losing()
  const lost = scenario.auth.refresh().catch(() => {})
  await scenario.browser.advance(100)
  scenario.tab.kill()
  void lost
  const record: StoredRecord = JSON.parse(scenario.browser.storage.values()[0] ?? '')
  scenario.browser.storage.put(key, JSON.stringify({ ...record, ...change(record, scenario.browser.now()) }))
  const next = scenario.open()
  await scenario.browser.settle()
  return { ...scenario, next }
}

interface StoredRecord {
  readonly tokens: object
  readonly intent: object
}

test.each<[string, object]>([
  ['tokens that are text', { tokens: 'planted' }],
  ['tokens that are a list', { tokens: [] }],
])('F60: a stored record with %s signs out with a reason', async (_, change) => {
  const { next } = await openChanged(() => change)
  expect(next.auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_corrupt' })
})

test.each([
  ['refresh_lost', 'refresh_lost'],
  ['toString', 'none'],
  [['logout'], 'none'],
  [undefined, 'none'],
])('F60: the stored reason %o reads as %s', async (reason, read) => {
  const { next } = await openChanged(() => ({ tokens: undefined, reason }))
  expect(next.auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: read })
})

test('F60: a stored user that is not an object is a user without details', async () => {
  const { next } = await openChanged(({ tokens }) => ({ tokens: { ...tokens, user: 'ada' }, intent: undefined }))
  expect(next.auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { raw: {} } })
})

test.each<[string, object, boolean]>([
  ['as it was written', {}, true],
  ['without a client', { client: '' }, false],
  ['without a digest', { digest: 5 }, false],
  ['with an attempt of text', { attempt: '1' }, false],
  ['with an attempt below 0', { attempt: -1 }, false],
  ['with an attempt of 0', { attempt: 0 }, true],
])('F60: a stored intent %s is one or none', async (_, change, recovery) => {
  const { browser, finish, next } = await openChanged(({ intent }) => ({
    intent: { ...intent, settled: true, ...change },
  }))
  await browser.run(next.auth.refresh())
  expect(next.events).toContainEqual({ type: 'refresh_started', recovery })
  await finish({ replays: 1 })
})

test.each<[string, object, number, number]>([
  ['is settled', { settled: true }, 0, 200],
  ['is settled in words', { settled: 'yes' }, 10_000, 60_000],
  ['has a lock that is free', { settled: false, locked: true }, 0, 200],
  ['has a lock in words', { settled: false, locked: 'yes' }, 10_000, 60_000],
])('F60: another tab waits for a stored intent that %s', async (_, change, leastMs, mostMs) => {
  const { browser, finish, next } = await openChanged(({ intent }) => ({
    intent: { ...intent, locked: false, ...change },
  }))
  const beganMs = browser.now()
  while (!next.events.some(({ type }) => type === 'refresh_succeeded')) {
    void next.auth.refresh().catch(() => {})
    await browser.advance(100)
  }
  expect(browser.now() - beganMs).toBeGreaterThanOrEqual(leastMs)
  expect(browser.now() - beganMs).toBeLessThanOrEqual(mostMs)
  await finish({ replays: 1 })
})

test.each<[string, (nowMs: number) => unknown, number]>([
  ['of a minute', (nowMs) => ({ sinceMs: nowMs, forMs: 60_000 }), 60_000],
  ['of years', (nowMs) => ({ sinceMs: nowMs, forMs: 1e15 }), 3_600_000],
  ['that is half over', (nowMs) => ({ sinceMs: nowMs - 30_000, forMs: 60_000 }), 30_000],
  ['that has ended', (nowMs) => ({ sinceMs: nowMs - 60_000, forMs: 60_000 }), 0],
  ['from the future', (nowMs) => ({ sinceMs: nowMs + 1_000, forMs: 60_000 }), 0],
  ['without an end', (nowMs) => ({ sinceMs: nowMs }), 0],
  ['without a beginning', () => ({ forMs: 60_000 }), 0],
  ['of text', () => 'a while', 0],
])('F60: a stored pause %s is waited out', async (_, pause, waitMs) => {
  const { browser, finish, next } = await openChanged((_, nowMs) => ({ intent: undefined, pause: pause(nowMs) }))
  const refreshing = next.auth.refresh()
  if (waitMs > 0) {
    await expect(browser.run(refreshing)).rejects.toMatchObject({ code: 'rate_limited' })
    const error = await refreshing.catch((reason: unknown) => reason)
    expect(Object(error).retryAfterMs).toBe(waitMs)
  } else await browser.run(refreshing)
  await finish({ replays: waitMs > 0 ? 0 : 1 })
})

test('F60: a user nested as deep as an answer may be is stored so that it can be read again', async () => {
  let user: object = {}
  for (let level = 0; level < 62; level++) user = { user }
  const body = { access_token: 'access', refresh_token: 'refresh', user }
  const scenario = createScenario({ client: { fetch: async () => Response.json(body) } })
  await scenario.browser.run(scenario.auth.login({ email, password }))
  await scenario.browser.run(scenario.auth.refresh())
  const { auth } = scenario.open()
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
})
