import { expect, test, vi } from 'vitest'
import { createPortalAuth, memoryStorage } from '../../src/index.ts'
import { baseUrl, createScenario, createSignedInScenario, password } from '../support/client/scenario.ts'

test('session: it is unknown until the storage has been read, then signed out', async () => {
  const { auth } = createScenario()
  const seen: unknown[] = []
  auth.session.subscribe((snapshot) => seen.push(snapshot))
  expect(auth.session.getSnapshot()).toEqual({ status: 'unknown' })
  await expect.poll(() => seen).toEqual([{ status: 'unknown' }, { status: 'signed_out', reason: 'none' }])
  expect(auth.session.getInitialSnapshot()).toEqual({ status: 'unknown' })
})

test('session: a stored session is taken up by the next client', async () => {
  const storage = memoryStorage()
  const { portal, auth } = await createSignedInScenario({ client: { storage } })
  const next = createPortalAuth({ baseUrl, storage, fetch: portal.fetch, clock: { now: () => portal.clock.now() } })
  expect(await next.getAccessToken()).toBe(await auth.getAccessToken())
  expect(next.session.getSnapshot()).toEqual(auth.session.getSnapshot())
})

test('session: a storage of get, set and remove, sync or async, is enough', async () => {
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
    { version: 2, lineage: expect.any(String), generation: 3, reason: 'logout' },
  ])
})

test('session: a snapshot stays the same object until something changes', async () => {
  const { auth } = await createSignedInScenario()
  expect(auth.session.getSnapshot()).toBe(auth.session.getSnapshot())
  expect(Object.isFrozen(auth.session.getSnapshot())).toBe(true)
})

test('session: a listener hears the present value at once, then each change and nothing else', async () => {
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

test('session: a listener that throws stops no other, and one that left hears no more', async () => {
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

test('session: two clients in one process share nothing', async () => {
  const one = await createSignedInScenario()
  const other = createScenario()
  await expect(other.auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  expect(one.auth.session.getSnapshot().status).toBe('signed_in')
})
