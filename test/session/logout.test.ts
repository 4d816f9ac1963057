import { expect, test } from 'vitest'
import { bob, type Client, createScenario, email, me, password, type Scenario } from '../support/client/scenario.ts'

const isRefresh = (request: Request): boolean => request.url.endsWith('/auth/refresh')
const isLogout = (request: Request): boolean => request.url.endsWith('/auth/logout')

/** Holds the answers to some requests back for a while of virtual time. */
const delay = ({ tab }: Client, matches: (request: Request) => boolean, delayMs: number): void => {
  tab.network = async (request, next) => {
    const response = await next(request)
    if (matches(request)) await new Promise<void>((resolve) => tab.ports.clock.setTimeout(resolve, delayMs))
    return response
  }
}

const liveFamilies = ({ portal }: Scenario): number =>
  Object.values(portal.snapshot().state.families).filter(({ revokedAtMs }) => revokedAtMs === null).length

/** Nobody is signed in, nothing is stored, nothing lives on at the server, and a reload changes none of that. */
async function expectSignedOut(scenario: Scenario): Promise<void> {
  expect(scenario.browser.storage.values().join()).not.toContain('Token')
  expect(liveFamilies(scenario)).toBe(0)
  for (const { auth } of [...scenario.clients, scenario.open()]) {
    await scenario.browser.settle()
    await scenario.browser.advance(100)
    expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
    await expect(scenario.browser.run(auth.getAccessToken())).rejects.toMatchObject({ code: 'signed_out' })
  }
}

test.each([
  ['before', 500, 2_000],
  ['after', 2_000, 500],
])('F28: a logout while a refresh is in flight, whose answer arrives %s its own', async (_, refreshMs, logoutMs) => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  const [a] = scenario.clients
  a.tab.network = async (request, next) => {
    const response = await next(request)
    const waitMs = isRefresh(request) ? refreshMs : isLogout(request) ? logoutMs : 0
    await new Promise<void>((resolve) => a.tab.ports.clock.setTimeout(resolve, waitMs))
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
})

test('F29: a logout while three API calls are in flight: none is sent again or gets a new token', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const [client] = scenario.clients
  let calls = 0
  client.tab.network = async (request, next) => {
    if (request.url !== me) return next(request)
    calls += 1
    await new Promise<void>((resolve) => client.tab.ports.clock.setTimeout(resolve, 1_000))
    return Response.json({ detail: 'Not authenticated' }, { status: 401 })
  }
  const inFlight = Array.from({ length: 3 }, () => client.auth.fetch(me))
  await scenario.browser.advance(100)
  await scenario.browser.run(client.auth.logout())
  await scenario.browser.run(Promise.allSettled(inFlight))
  for (const call of inFlight) await expect(call).rejects.toMatchObject({ code: 'signed_out' })
  expect(calls).toBe(3)
  expect(scenario.refreshes).toHaveLength(0)
})

test.each([
  ['offline', (client: Client): void => client.tab.goOffline()],
  [
    'and the server answers 500',
    (client: Client): void => {
      client.tab.network = async (request, next) =>
        isLogout(request) ? new Response('oops', { status: 500 }) : next(request)
    },
  ],
])('F30: a logout %s is immediate here, and says that the server was not told', async (_, fault) => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  const [a, b] = scenario.clients
  fault(a)
  const leaving = a.auth.logout()
  expect(a.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
  expect(await scenario.browser.run(leaving)).toEqual({ local: 'done', remote: 'failed' })
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
})

test.each([
  ['live', false],
  ['frozen', true],
])('F31: a logout in one tab signs another that is %s out within a second of being able to run', async (_, frozen) => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  const [a, b] = scenario.clients
  if (frozen) b.tab.freeze()
  await scenario.browser.run(a.auth.logout())
  await scenario.browser.advance(60_000)
  if (frozen) {
    expect(b.auth.session.getSnapshot().status).toBe('signed_in')
    b.tab.resume()
  }
  await scenario.browser.advance(1_000)
  expect(b.auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
  expect(b.events.filter(({ type }) => type === 'signed_out')).toHaveLength(1)
  await expectSignedOut(scenario)
})

test('F32: a logout and a login as another user while another tab refreshes for the old one', async () => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  const [a, b] = scenario.clients
  delay(b, isRefresh, 2_000)
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
  expect(liveFamilies(scenario)).toBe(1)
})

test('F53: a refresh in flight in one tab while another logs out in full brings nothing back', async () => {
  const scenario = createScenario({ tabs: 3 })
  await scenario.signIn()
  const [a, b] = scenario.clients
  delay(b, isRefresh, 5_000)
  const refreshing = b.auth.refresh()
  await scenario.browser.advance(50)
  expect(await scenario.browser.run(a.auth.logout())).toEqual({ local: 'done', remote: 'done' })
  await scenario.browser.run(Promise.allSettled([refreshing]))
  await expect(refreshing).rejects.toMatchObject({ code: 'signed_out' })
  await scenario.browser.advance(5_000)
  await expectSignedOut(scenario)
})

test('logout: the newest session in the storage is the one that ends at the server', async () => {
  const scenario = createScenario({ tabs: 2 })
  await scenario.signIn()
  const [a, b] = scenario.clients
  b.tab.freeze()
  await scenario.browser.run(a.auth.logout())
  await scenario.browser.run(a.auth.login({ email, password }))
  b.tab.resume()
  const leaving = b.auth.logout()
  expect(await scenario.browser.run(leaving)).toEqual({ local: 'done', remote: 'done' })
  await scenario.browser.advance(1_000)
  await expectSignedOut(scenario)
})

test('logout: with an access token that is over the server is told all the same', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { auth, tab } = scenario
  tab.freeze()
  await scenario.browser.advance(8 * 3_600_000)
  tab.resume()
  expect(await scenario.browser.run(auth.logout())).toEqual({ local: 'done', remote: 'done' })
  await scenario.browser.advance(1_000)
  await expectSignedOut(scenario)
})

test('logout: the server is told before anything is waited for, so that the page may go away', async () => {
  const scenario = createScenario()
  await scenario.signIn()
  const { auth, tab } = scenario
  const sent: { url: string; keepalive: boolean }[] = []
  tab.network = (request, next) => {
    sent.push({ url: request.url, keepalive: request.keepalive })
    return next(request)
  }
  void auth.logout()
  expect(sent).toEqual([{ url: 'https://portal.example/api/v1/auth/logout', keepalive: true }])
  await scenario.browser.advance(100)
  await expectSignedOut(scenario)
})

test('logout: the other tabs are told before it is written, as the page may be gone by then', async () => {
  const told: string[] = []
  const scenario = createScenario({
    client: ({ ports }) => ({
      channel: { ...ports.channel, post: () => void told.push(scenario.browser.storage.values().join()) },
    }),
  })
  await scenario.signIn()
  const { auth } = scenario
  told.length = 0
  await scenario.browser.run(auth.logout())
  expect(told.map((stored) => stored.includes('Token'))).toEqual([true, false])
})

test.each([
  ['is about to be written', 500],
  ['is being written', 1_500],
])('logout: a refresh that %s when it comes shows and stores its session no more', async (_, sinceAnswerMs) => {
  const scenario = createScenario({
    client: ({ ports: { clock, storage } }) => ({
      storage: {
        ...storage,
        // As long before the change as after it.
        async update(key, change) {
          await new Promise<void>((resolve) => clock.setTimeout(resolve, 1_000))
          await storage.update(key, change)
          await new Promise<void>((resolve) => clock.setTimeout(resolve, 1_000))
        },
      },
    }),
  })
  await scenario.signIn()
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
