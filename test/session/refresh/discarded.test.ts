import { expect, test } from 'vitest'
import { expectSignedOut, liveSessions } from '../../support/client/expect-signed-out.ts'
import { isRefresh, slow, wait } from '../../support/client/faults.ts'
import { bob, createSignedInScenario, password } from '../../support/client/scenario.ts'
import { createSlowStorage } from '../../support/client/slow-storage.ts'

test('logout: a refresh in flight does not restore the session, and its token is revoked', async () => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const { auth, count, events } = await createSignedInScenario({
    network: async (request, next) => {
      const response = await next(request)
      if (request.url.endsWith('/refresh')) await held
      return response
    },
  })
  const refreshing = auth.refresh()
  await expect.poll(() => count('refresh')).toBe(1)
  await auth.logout()
  release()
  await expect(refreshing).rejects.toMatchObject({ code: 'signed_out' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  expect(events).toContainEqual({ type: 'refresh_discarded' })
  await expect.poll(() => count('logout')).toBe(2)
})

const isLogout = (request: Request): boolean => request.url.endsWith('/auth/logout')

test.each([
  ['before', 500, 2_000],
  ['after', 2_000, 500],
])(
  'F28: a logout while a refresh is in flight, whose response arrives %s that of the logout',
  async (_, refreshMs, logoutMs) => {
    const scenario = await createSignedInScenario({ tabs: 2 })
    const [a] = scenario.clients
    a.tab.network = async (request, next) => {
      const response = await next(request)
      const waitMs = isRefresh(request) ? refreshMs : isLogout(request) ? logoutMs : 0
      await wait(a.tab, waitMs)
      return response
    }
    const refreshing = a.auth.refresh()
    await scenario.browser.advance(50)
    const leaving = a.auth.logout()
    expect(a.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
    await scenario.browser.run(Promise.allSettled([refreshing, leaving]))
    await expect(refreshing).rejects.toMatchObject({ code: 'signed_out' })
    await expect(leaving).resolves.toEqual({ local: 'done', remote: 'done' })
    await scenario.browser.advance(5_000)
    await expectSignedOut(scenario)
  },
)

test('F32: a logout and a login as another user stand while another tab refreshes for the old one', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [a, b] = scenario.clients
  b.tab.network = slow(2_000, b.tab)
  const refreshing = b.auth.refresh()
  await scenario.browser.advance(50)
  await scenario.browser.run(a.auth.logout())
  await scenario.browser.run(a.auth.login({ email: bob, password }))
  await scenario.browser.run(Promise.allSettled([refreshing]))
  await scenario.browser.advance(1_000)
  for (const { auth } of [a, b, scenario.open()]) {
    await scenario.browser.run(auth.getAccessToken())
    expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in', user: { email: bob } })
  }
  expect(b.events).toContainEqual({ type: 'refresh_discarded' })
  expect(liveSessions(scenario)).toBe(1)
})

test('F53: a refresh in flight in one tab restores nothing after another has logged out', async () => {
  const scenario = await createSignedInScenario({ tabs: 3 })
  const [a, b] = scenario.clients
  b.tab.network = slow(5_000, b.tab)
  const refreshing = b.auth.refresh()
  await scenario.browser.advance(50)
  expect(await scenario.browser.run(a.auth.logout())).toEqual({ local: 'done', remote: 'done' })
  await scenario.browser.run(Promise.allSettled([refreshing]))
  await expect(refreshing).rejects.toMatchObject({ code: 'signed_out' })
  await scenario.browser.advance(5_000)
  await expectSignedOut(scenario)
})

test.each([
  ['is about to be written', 500],
  ['is being written', 1_500],
])('logout: a refresh that %s neither shows nor stores its session any more', async (_, sinceAnswerMs) => {
  const scenario = await createSignedInScenario({
    client: (tab) => ({
      storage: {
        ...tab.ports.storage,
        // The same delay before the change and after it.
        async update(key, change) {
          await wait(tab, 1_000)
          await tab.ports.storage.update(key, change)
          await wait(tab, 1_000)
        },
      },
    }),
  })
  await scenario.browser.advance(5_000)
  const { auth, snapshots } = scenario
  const refreshing = auth.refresh()
  await scenario.browser.advance(2_000 + sinceAnswerMs)
  expect(scenario.refreshes).toMatchObject([{ status: 200 }])
  const { history } = scenario.browser.storage
  const [shown, written] = [snapshots.length, history.length]

  const leaving = auth.logout()
  await scenario.browser.advance(250)
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  await scenario.browser.run(Promise.allSettled([refreshing, leaving]))
  await expect(refreshing).rejects.toMatchObject({ code: 'signed_out' })
  expect(snapshots.slice(shown)).toEqual([{ status: 'signed_out', reason: 'logout' }])
  expect(history.slice(written).join()).not.toContain('Token')
  await expectSignedOut(scenario)
})

/** A scenario in which a refresh has its response and waits for the storage, to read it or to write it. */
async function refreshUntil(access: 'get' | 'set') {
  const storage = createSlowStorage()
  const { promise: answered, resolve } = Promise.withResolvers<() => void>()
  const scenario = await createSignedInScenario({
    client: { storage: storage.storage },
    network: async (request, next) => {
      const response = await next(request)
      if (request.url.endsWith('/refresh')) resolve(storage.hold(access))
      return response
    },
  })
  const refreshing = scenario.auth.refresh().catch((error: unknown) => error)
  const release = await answered
  await storage.begun(access)
  return { ...scenario, written: storage.written, refreshing, release }
}

test('logout: a refresh that is still being written is discarded and never shown', async () => {
  const { auth, events, refreshing, release } = await refreshUntil('set')
  const seen: string[] = []
  auth.session.subscribe(({ status }) => seen.push(status))
  const logout = auth.logout()
  release()
  await logout
  expect(await refreshing).toMatchObject({ code: 'signed_out' })
  expect(seen).toEqual(['signed_in', 'signed_out'])
  expect(events.map(({ type }) => type)).toContain('refresh_discarded')
  expect(events.map(({ type }) => type)).not.toContain('refresh_succeeded')
})

test('logout: the response to a refresh is not written afterwards', async () => {
  const { auth, written, refreshing, release } = await refreshUntil('get')
  const before = written.length
  const logout = auth.logout()
  release()
  await Promise.all([logout, refreshing])
  expect(written.slice(before).filter((text) => text.includes('accessToken'))).toEqual([])
})
