import { expect, test, vi } from 'vitest'
import { createPortalAuth, memoryStorage } from '../../src/index.ts'
import { baseUrl, createScenario, createSignedInScenario, lifetimeMs, password } from '../support/client/scenario.ts'

test('session: the status is loading until the storage has been read, then signed_out', async () => {
  const { auth } = createScenario()
  const seen: unknown[] = []
  auth.session.subscribe((snapshot) => seen.push(snapshot))
  expect(auth.session.getSnapshot()).toEqual({ status: 'loading' })
  await expect.poll(() => seen).toEqual([{ status: 'loading' }, { status: 'signed_out', reason: 'none' }])
  expect(auth.session.getInitialSnapshot()).toEqual({ status: 'loading' })
})

test('session: the next client adopts a stored session', async () => {
  const storage = memoryStorage()
  const { portal, auth } = await createSignedInScenario({ client: { storage } })
  const next = createPortalAuth({ baseUrl, storage, fetch: portal.fetch, clock: { now: () => portal.clock.now() } })
  expect(await next.getAccessToken()).toBe(await auth.getAccessToken())
  expect(next.session.getSnapshot()).toEqual(auth.session.getSnapshot())
})

test('session: a storage needs only get, set and remove, sync or async', async () => {
  const values = new Map<string, string>()
  const storage = {
    get: async (key: string) => values.get(key) ?? null,
    set: async (key: string, value: string) => void values.set(key, value),
    remove: async (key: string) => void values.delete(key),
  }
  const { auth, browser } = await createSignedInScenario({ client: { storage } })
  await browser.run(auth.refresh())
  await browser.run(auth.logout())
  expect([...values.values()].map((text) => JSON.parse(text))).toEqual([
    {
      version: 3,
      portal: 'https://portal.example',
      lineage: expect.any(String),
      beganAtMs: expect.any(Number),
      generation: 1,
      reason: 'logout',
    },
  ])
})

test('session: a snapshot stays the same object until the session changes', async () => {
  const { auth } = await createSignedInScenario()
  expect(auth.session.getSnapshot()).toBe(auth.session.getSnapshot())
  expect(Object.isFrozen(auth.session.getSnapshot())).toBe(true)
})

test('session: a listener gets the present snapshot at once, then each change and nothing else', async () => {
  const { auth, tab } = await createSignedInScenario()
  const seen: string[] = []
  auth.session.subscribe(({ status }) => seen.push(status))
  expect(seen).toEqual(['signed_in'])
  // The session is read from the storage again.
  tab.dispatch('wake')
  await auth.getAccessToken()
  await auth.fetch(`${baseUrl}/api/v1/me`)
  expect(seen).toHaveLength(1)
  await auth.refresh()
  expect(seen).toEqual(['signed_in', 'signed_in'])
  await auth.logout()
  await auth.logout()
  expect(seen).toEqual(['signed_in', 'signed_in', 'signed_out'])
})

test('session: a listener that throws stops no other, and an unsubscribed one is not called', async () => {
  const { auth } = createScenario()
  const seen: string[] = []
  const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
  auth.session.subscribe(() => Promise.reject(new Error('a listener’s failure')))
  const leave = auth.session.subscribe(() => void seen.push('left'))
  auth.session.subscribe(({ status }) => seen.push(status))
  leave()
  await auth.login({ email: 'ada@example.com', password })
  expect(seen).toContain('signed_in')
  expect(seen.filter((word) => word === 'left')).toHaveLength(1)
  expect(reported).toHaveBeenCalledWith(new Error('a listener’s failure'))
})

test('session: a listener that subscribes during a change is notified of it once', async () => {
  const { auth } = await createSignedInScenario()
  const told: string[] = []
  const view = (): void => {
    told.push(auth.session.getSnapshot().status)
    // As a view that renders again on each change; at most five times, should it be notified without end.
    if (told.length > 1 && told.length < 5) {
      leave()
      leave = auth.session.subscribe((session) => told.push(`again ${session.status}`))
    }
  }
  let leave = auth.session.subscribe(view)
  await auth.logout()
  expect(told).toEqual(['signed_in', 'signed_out', 'again signed_out'])
})

test('session: two clients in one process share no state', async () => {
  const one = await createSignedInScenario()
  const other = createScenario()
  await expect(other.auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  expect(one.auth.session.getSnapshot().status).toBe('signed_in')
})

test('F21: a client created again, as by hot reload, leaves no timer or listener and refreshes once', async () => {
  const scenario = await createSignedInScenario()
  const [first] = scenario.clients
  const { tab } = first
  for (let turn = 0; turn < 5; turn++) {
    const again = createPortalAuth({ baseUrl: 'https://portal.example', ...tab.ports })
    again.session.subscribe(() => {})
    await scenario.browser.advance(10)
    again.dispose()
  }
  first.auth.dispose()
  await scenario.browser.advance(10)
  expect(tab.countHandles()).toBe(0)
  const last = createPortalAuth({ baseUrl: 'https://portal.example', ...tab.ports })
  await scenario.browser.advance(lifetimeMs)
  expect(scenario.refreshes).toHaveLength(1)
  last.dispose()
})

test('F22: a subscriber that calls the client, throws or never resolves blocks nobody', async () => {
  const scenario = await createSignedInScenario()
  const { auth, snapshots } = scenario
  const inner: Promise<unknown>[] = []
  const uncaught = vi.mocked(console.error)
  auth.session.subscribe(() => new Promise(() => {}))
  auth.session.subscribe(() => {
    throw new Error('a listener fails')
  })
  auth.session.subscribe(() => Promise.reject(new Error('a listener fails later')))
  auth.session.subscribe(() => {
    inner.push(auth.getAccessToken().catch(() => {}))
    if (inner.length === 1) inner.push(auth.refresh().catch(() => {}))
  })
  const seen = snapshots.length
  await scenario.browser.run(auth.refresh())
  await scenario.browser.run(Promise.all(inner))
  expect(snapshots.length).toBeGreaterThan(seen)
  auth.session.subscribe(() => {
    inner.push(auth.logout())
  })
  await scenario.browser.run(auth.refresh().catch(() => {}))
  await scenario.browser.run(Promise.all(inner))
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  expect(snapshots.at(-1)).toEqual({ status: 'signed_out', reason: 'logout' })
  const reported = uncaught.mock.calls.map(([error]) => error.message)
  expect(new Set(reported)).toEqual(new Set(['a listener fails', 'a listener fails later']))
})

test('session: a client that is disposed twice still answers its callers', async () => {
  const { auth, browser } = await createSignedInScenario()
  auth.dispose()
  auth.dispose()
  expect(await browser.run(auth.getAccessToken())).toMatch(/^ey/)
  expect((await browser.run(auth.fetch(`${baseUrl}/api/v1/me`))).status).toBe(200)
  await browser.run(auth.refresh())
  expect(await browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
})

test('ready: an abort rejects with aborted and stops waiting for the storage', async () => {
  const { auth } = createScenario({
    client: ({ ports }) => ({ storage: { ...ports.storage, get: () => new Promise(() => {}) } }),
  })
  const controller = new AbortController()
  const waiting = auth.ready({ signal: controller.signal })
  controller.abort('left')
  await expect(waiting).rejects.toMatchObject({ code: 'aborted', cause: 'left' })
})
