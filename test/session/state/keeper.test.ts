import { expect, test } from 'vitest'
import type { FakeTab } from '../../../mock/tabs.ts'
import type { PortalAuthOptions } from '../../../src/index.ts'
import { liveSessions } from '../../support/client/expect-signed-out.ts'
import { refusing, wait } from '../../support/client/faults.ts'
import { bob, createScenario, createSignedInScenario, email, password } from '../../support/client/scenario.ts'
import { createSlowStorage } from '../../support/client/slow-storage.ts'

test('keeper: a read that began before a login does not end the session', async () => {
  const { storage, hold } = createSlowStorage()
  const release = hold('get')
  const { auth } = createScenario({ client: { storage } })
  await auth.login({ email: 'ada@example.com', password })
  release()
  await auth.getAccessToken()
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

test('keeper: a login that is still being written at logout is never shown', async () => {
  const { storage, hold, begun, written } = createSlowStorage()
  const { auth, events } = createScenario({ client: { storage } })
  const seen: string[] = []
  auth.session.subscribe(({ status }) => seen.push(status))
  const release = hold('set')
  const login = auth.login({ email: 'ada@example.com', password })
  await begun('set')
  const logout = auth.logout()
  release()
  await expect(login).rejects.toMatchObject({ code: 'signed_out' })
  await logout
  expect(seen).toEqual(['loading', 'signed_out'])
  expect(events.map(({ type }) => type)).not.toContain('signed_in')
  expect(JSON.parse(written.at(-1) ?? '')).not.toHaveProperty('session')
})

test('keeper: a login aborted while it is written begins no session', async () => {
  const { storage, hold, begun } = createSlowStorage()
  const { auth } = createScenario({ client: { storage } })
  const controller = new AbortController()
  const release = hold('set')
  const login = auth.login({ email: 'ada@example.com', password }, { signal: controller.signal })
  await begun('set')
  controller.abort()
  await expect(login).rejects.toMatchObject({ code: 'aborted' })
  release()
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  await expect.poll(() => storage.get('scaikey-portal-auth.session')).not.toContain('refreshToken')
})

test('F46: a login while the storage cannot be read replaces the stored session', async () => {
  const scenario = await createSignedInScenario()
  const { auth, tab } = scenario.open()
  scenario.browser.storage.faults.readsThrow = true
  await scenario.browser.run(auth.login({ email: bob, password }))
  scenario.browser.storage.faults.readsThrow = false
  tab.dispatch('wake')
  await scenario.browser.settle()
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
  const { auth: next } = scenario.open()
  await scenario.browser.run(next.getAccessToken())
  expect(next.session.getSnapshot()).toMatchObject({ user: { email: bob } })
})

const _key = 'scaikey-portal-auth.session'

test('F46: a login that cannot be stored is not replaced by an older session when the storage works again', async () => {
  const scenario = await createSignedInScenario()
  const { faults } = scenario.browser.storage
  const { auth, tab } = scenario.open({
    storage: {
      get: (key) => (faults.readsThrow ? Promise.reject(new Error('no')) : scenario.tab.ports.storage.get(key)),
      set: () => Promise.reject(new Error('no')),
      remove: () => Promise.reject(new Error('no')),
    },
  })
  faults.readsThrow = true
  await scenario.browser.run(auth.login({ email: bob, password }))
  faults.readsThrow = false
  tab.dispatch('wake')
  await scenario.browser.advance(1_000)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
})

test('F46: a slow storage of one tab does not write an older session over a logout', async () => {
  const values = new Map<string, string>()
  const scenario = await createSignedInScenario({
    client: (tab) => ({
      storage: {
        shared: false,
        get: async (key) => values.get(key),
        set: async (key, value) => {
          // A long value takes long, as with encryption.
          await wait(tab, value.length)
          values.set(key, value)
        },
        remove: async (key) => void values.delete(key),
      },
    }),
  })
  const { auth } = scenario
  const refreshing = auth.refresh().catch(() => {})
  await scenario.browser.advance(900)
  const leaving = auth.logout()
  await scenario.browser.run(Promise.all([refreshing, leaving]))
  await scenario.browser.advance(10_000)
  expect([...values.values()].join()).not.toContain('Token')
})

test('F48: a storage cleared from outside signs out each tab with one event', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  scenario.browser.storage.clear()
  for (const { tab } of scenario.clients) tab.dispatch('wake')
  await scenario.browser.settle()
  for (const { auth, events } of scenario.clients) {
    expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_cleared' })
    expect(events.filter(({ type }) => type === 'signed_out')).toEqual([
      { type: 'signed_out', reason: 'storage_cleared' },
    ])
  }
  const [a, b] = scenario.clients
  await scenario.browser.run(a.auth.login({ email, password }))
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot().status).toBe('signed_in')
})

test('F48: the next refresh notices a cleared storage too, and sends nothing', async () => {
  const scenario = await createSignedInScenario()
  const { auth } = scenario
  scenario.browser.storage.clear()
  const refused = auth.refresh()
  await scenario.browser.run(Promise.allSettled([refused]))
  await expect(refused).rejects.toMatchObject({ code: 'signed_out' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_cleared' })
  expect(scenario.refreshes).toHaveLength(0)
})

test('F46: a stored session that becomes unreadable while it is held signs out with that reason', async () => {
  const { auth, browser, events, tab } = await createSignedInScenario()
  browser.storage.put(_key, '{"version":3,"tok')
  tab.dispatch('wake')
  await browser.settle()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'storage_corrupt' })
  expect(events.at(-1)).toEqual({ type: 'signed_out', reason: 'storage_corrupt' })
})

test('keeper: other tabs follow a logout whose write takes long', async () => {
  const scenario = await createSignedInScenario({
    tabs: 2,
    client: (tab) => ({
      storage: {
        ...tab.ports.storage,
        async replace(key, value) {
          await wait(tab, 500)
          return tab.ports.storage.replace(key, value)
        },
      },
    }),
  })
  const [a, b] = scenario.clients
  void a.auth.logout()
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
})

test('F55: a refresh that begins in any moment of a login over the session is not one of the next user', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser } = scenario
  const { sessionId: first } = Object(auth.session.getSnapshot())
  const calls: Promise<unknown>[] = []
  const login = auth.login({ email: bob, password })
  void (async () => {
    while (Object(auth.session.getSnapshot()).sessionId === first) {
      calls.push(
        auth.refresh().then(
          () => auth.session.getSnapshot(),
          (error: unknown) => error,
        ),
      )
      await Promise.resolve()
      if (calls.length % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  await browser.run(login)
  for (const outcome of await browser.run(Promise.all(calls))) expect(outcome).toMatchObject({ code: 'signed_out' })
  expect(auth.session.getSnapshot()).toMatchObject({ user: { email: bob } })
})

/** A login whose write to the storage takes until `release`, and one of another user that has followed it. */
async function overtakeLogin(signal?: AbortSignal) {
  const { storage, hold, begun } = createSlowStorage()
  const scenario = createScenario({ client: { storage } })
  const { auth, browser } = scenario
  const release = hold('set')
  const overtaken = auth.login({ email, password }, { signal }).catch((error: unknown) => error)
  await begun('set')
  await browser.run(auth.login({ email: bob, password }))
  return { ...scenario, overtaken, release }
}

test('F55: a login that another one has overtaken rejects, and is neither shown nor stored nor left at the portal', async () => {
  const scenario = await overtakeLogin()
  const { auth, browser, overtaken, release } = scenario
  release()
  expect(await browser.run(overtaken)).toMatchObject({ code: 'signed_out' })
  await browser.advance(1_000)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
  const { auth: next } = scenario.reload(scenario)
  await browser.advance(1_000)
  expect(next.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
  expect(liveSessions(scenario)).toBe(1)
})

test('F55: an abort of a login that another one has overtaken does not end that one', async () => {
  const controller = new AbortController()
  const scenario = await overtakeLogin(controller.signal)
  const { auth, browser, overtaken, release } = scenario
  controller.abort()
  expect(await overtaken).toMatchObject({ code: 'aborted' })
  release()
  await browser.advance(1_000)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
  expect(await browser.run(auth.getAccessToken())).toMatch(/^ey/)
  expect(liveSessions(scenario)).toBe(1)
})

test('keeper: a login that was left for a logout and another login changes nothing any more', async () => {
  const { storage, hold, begun } = createSlowStorage()
  const scenario = createScenario({ client: { storage } })
  const { auth, browser } = scenario
  const release = hold('set')
  const left = auth.login({ email, password }).catch((error: unknown) => error)
  await begun('set')
  await browser.run(auth.logout())
  await browser.run(auth.login({ email: bob, password }))
  release()
  expect(await browser.run(left)).toMatchObject({ code: 'signed_out' })
  await browser.advance(1_000)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
})

test.each([
  ['while the storage is silent', 1_000],
  ['before the storage is read again', 6_500],
])('keeper: a client that is disposed %s reads it no more', async (_, afterMs) => {
  let reads = 0
  const { auth, browser, tab } = createScenario({
    client: ({ ports }) => ({
      storage: {
        ...ports.storage,
        get: () => {
          reads += 1
          return new Promise(() => {})
        },
      },
    }),
  })
  await browser.advance(afterMs)
  auth.dispose()
  await browser.advance(60_000)
  expect(reads).toBe(1)
  expect(tab.countHandles()).toBe(0)
})

test('keeper: a login is shown when it is stored, also if a read ends in between', async () => {
  const { storage, hold, begun } = createSlowStorage()
  const { auth, browser, events, snapshots } = createScenario({ client: { storage } })
  const releaseRead = hold('get')
  await begun('get')
  const releaseWrite = hold('set')
  const login = auth.login({ email, password })
  await begun('set')
  releaseRead()
  await browser.settle()
  expect(snapshots).toEqual([{ status: 'loading' }])
  releaseWrite()
  await browser.run(login)
  expect(events.map(({ type }) => type)).toEqual(['signed_in'])
})

test('keeper: other tabs are notified of each new token once, and of nothing else', async () => {
  let posts = 0
  const scenario = await createSignedInScenario({
    tabs: 3,
    client: ({ ports }) => ({
      channel: {
        ...ports.channel,
        post() {
          posts += 1
          ports.channel.post()
        },
      },
    }),
  })
  posts = 0
  scenario.tab.network = refusing(() => Response.json({}, { status: 503 }))
  await scenario.browser.run(scenario.auth.refresh().catch(() => {}))
  expect(posts).toBe(0)
  scenario.tab.network = (request, next) => next(request)
  await scenario.expire()
  await scenario.browser.run(Promise.all(scenario.clients.map(({ auth }) => auth.getAccessToken())))
  expect(scenario.refreshes).toHaveLength(1)
  expect(posts).toBe(1)
})

test('keeper: no timer of a client that waits keeps a process alive', async () => {
  const kept: number[] = []
  const timers = (ports: FakeTab['ports']): Partial<PortalAuthOptions> => ({
    clock: {
      ...ports.clock,
      setTimeout(run, delayMs, options) {
        let isDue = false
        const stop = ports.clock.setTimeout(() => {
          isDue = true
          run()
        }, delayMs)
        if (!options?.background) kept.push(delayMs)
        return () => {
          if (!isDue && !options?.background) kept.splice(kept.indexOf(delayMs), 1)
          stop()
        }
      },
    },
  })
  const scenario = await createSignedInScenario({ client: ({ ports }) => timers(ports) })
  await scenario.browser.settle()
  expect(scenario.tab.countHandles()).toBeGreaterThan(0)
  expect(kept).toEqual([])
})
