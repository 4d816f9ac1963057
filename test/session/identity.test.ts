import { expect, test } from 'vitest'
import { createApiClient, createSessionMiddleware, type PortalAuth } from '../../src/index.ts'
import type { paths } from '../fixtures/profile/types.ts'
import { liveSessions } from '../support/client/expect-signed-out.ts'
import { isRefresh, refusing } from '../support/client/faults.ts'
import {
  bob,
  type Client,
  createScenario,
  createSignedInScenario,
  email,
  lifetimeMs,
  password,
} from '../support/client/scenario.ts'

const api = 'https://portal.example/api/notes'
const signedOut = { code: 'signed_out' }

/** An API that records whose token each request carries, and answers the first one for each user with `status`. */
function notesApi(status: number) {
  const seen: string[] = []
  const held: (() => void)[] = []
  return {
    seen,
    /** Answers the requests that wait. */
    release(): void {
      for (const answer of held.splice(0)) answer()
    },
    async answer(request: Request): Promise<Response> {
      seen.push(`${userOf(request)}: ${await request.clone().text()}`)
      if (seen.length === 1) await new Promise<void>((resolve) => held.push(resolve))
      return Response.json({}, { status: seen.length === 1 ? status : 200 })
    },
  }
}

function userOf(request: Request): string {
  const [, payload = ''] = (request.headers.get('authorization') ?? '').split('.')
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).sub
}

async function switchAccount({ auth }: Pick<Client, 'auth'>): Promise<void> {
  await auth.logout()
  await auth.login({ email: bob, password })
}

const ways: readonly (readonly [string, (client: Client) => Promise<void>])[] = [
  ['a logout and a login', switchAccount],
  ['a login over the session', async ({ auth }) => void (await auth.login({ email: bob, password }))],
]

const calls: readonly (readonly [string, (auth: PortalAuth) => Promise<unknown>])[] = [
  ['auth.fetch', (auth) => auth.fetch(api, { method: 'POST', body: 'by ada' })],
  ['an API client', (auth) => createApiClient<paths>(auth).PATCH('/api/v1/me', { body: { locale: 'by ada' } })],
]

for (const [way, change] of ways) {
  for (const [name, call] of calls) {
    test(`F55: ${name} that is answered with 401 after ${way} is not sent again as the next user`, async () => {
      const notes = notesApi(401)
      const scenario = await createSignedInScenario({
        network: (request, next) => (/notes|v1\/me/.test(request.url) ? notes.answer(request) : next(request)),
      })
      const pending = call(scenario.auth)
      await expect.poll(() => notes.seen.length).toBe(1)
      await scenario.browser.run(change(scenario))
      notes.release()
      await expect(scenario.browser.run(pending)).rejects.toMatchObject(signedOut)
      expect(notes.seen).toEqual([expect.stringContaining('by ada')])
    })
  }

  test(`F55: a call and a token that wait for a refresh reject after ${way}`, async () => {
    const scenario = await createSignedInScenario({
      network: refusing(() => new Response('', { status: 503 })),
    })
    await scenario.browser.advance(lifetimeMs)
    const waiting = [scenario.auth.getAccessToken(), scenario.auth.refresh(), scenario.auth.fetch(api)]
    const settled = Promise.allSettled(waiting)
    await scenario.browser.settle()
    await scenario.browser.run(change(scenario))
    for (const outcome of await scenario.browser.run(settled)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: signedOut })
    }
    expect(await scenario.auth.getAccessToken()).toMatch(/^ey/)
  })
}

test('F55: another tab changes the account while this one waits for a refresh: nothing is sent as the next user', async () => {
  const sent: string[] = []
  // The longest pauses, so that the account changes before the last attempt.
  const scenario = await createSignedInScenario({ tabs: 2, client: { random: () => 0.99 } })
  const [first, second] = scenario.clients
  let failures = 0
  second.tab.network = async (request, next) => {
    if (request.url === api) sent.push(userOf(request))
    if (!isRefresh(request)) return next(request)
    failures += 1
    return new Response('', { status: 503 })
  }
  first.tab.freeze()
  await scenario.browser.advance(lifetimeMs)
  const pending = Promise.allSettled([second.auth.fetch(api), second.auth.getAccessToken()])
  const before = failures
  // Long enough for the second attempt, and too short for the third, the last.
  await scenario.browser.advance(600)
  expect(failures).toBeGreaterThan(before)
  first.tab.resume()
  await scenario.browser.run(switchAccount(first))
  for (const outcome of await scenario.browser.run(pending)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: signedOut })
  }
  expect(sent).toEqual([])
})

test('F55: a middleware does not send a request again as the next user', async () => {
  const scenario = await createSignedInScenario()
  const { onRequest, onResponse } = createSessionMiddleware(scenario.auth)
  const options = { fetch: async () => Response.json({}) }
  await onRequest({ request: new Request(api), options })
  await scenario.browser.run(switchAccount(scenario))
  const settled = onResponse({ response: new Response('', { status: 401 }), options })
  await expect(settled).rejects.toMatchObject(signedOut)
})

test('F55: the snapshot and the events show another session by its id, also if the change is seen in one step', async () => {
  const scenario = await createSignedInScenario({ tabs: 2 })
  const [first, second] = scenario.clients
  const ids = (): unknown[] => second.events.flatMap((event) => ('sessionId' in event ? [event.sessionId] : []))
  second.tab.freeze()
  await scenario.browser.run(switchAccount(first))
  second.tab.resume()
  await scenario.browser.advance(1000)
  const { sessionId } = second.auth.session.getSnapshot() as { sessionId: string }
  expect(ids()).toEqual([expect.any(String), sessionId])
  expect(new Set(ids()).size).toBe(2)
})

test('F55: a refresh keeps the id of the session', async () => {
  const scenario = await createSignedInScenario()
  const before = scenario.auth.session.getSnapshot()
  await scenario.browser.run(scenario.auth.refresh())
  expect(scenario.auth.session.getSnapshot()).toMatchObject({ sessionId: Reflect.get(before, 'sessionId') })
})

test('F55: a login over a session revokes the replaced one at the portal', async () => {
  const scenario = await createSignedInScenario()
  await scenario.browser.run(scenario.auth.login({ email: bob, password }))
  await scenario.browser.settle()
  expect(liveSessions(scenario)).toBe(1)
  await expect(scenario.browser.run(scenario.auth.refresh())).resolves.toBeUndefined()
})

test('F55: a call that waits for the storage is not sent as the user who logs in meanwhile', async () => {
  const scenario = await createSignedInScenario()
  const { tab } = scenario
  let release = (): void => {}
  const reading = new Promise<void>((resolve) => {
    release = resolve
  })
  const { get } = tab.ports.storage
  const storage = { ...tab.ports.storage, get: (key: string) => reading.then(() => get(key)) }
  const { auth } = scenario.open({ storage }, tab)
  const pending = auth.getAccessToken()
  pending.catch(() => {})
  await scenario.browser.run(auth.login({ email: bob, password }))
  release()
  await expect(scenario.browser.run(pending)).rejects.toMatchObject(signedOut)
})

test('F56: a login to another tenant ends the calls of the session before', async () => {
  const notes = notesApi(401)
  const scenario = createScenario({
    user: { tenants: ['acme', 'globex'] },
    network: (request, next) => (request.url === api ? notes.answer(request) : next(request)),
  })
  const { auth, browser, portal } = scenario
  const [acme, globex] = portal.users.find(email)?.tenants ?? []
  await browser.run(auth.login({ email, password, tenantId: acme?.id }))
  const pending = auth.fetch(api, { method: 'POST', body: 'for acme' })
  await expect.poll(() => notes.seen.length).toBe(1)
  await browser.run(auth.login({ email, password, tenantId: globex?.id }))
  notes.release()
  await expect(browser.run(pending)).rejects.toMatchObject(signedOut)
  expect(notes.seen).toHaveLength(1)
})

test('F55: a call that begins in any turn before another session takes effect is sent as its own user', async () => {
  const sent: string[] = []
  let release = (): void => {}
  const scenario = await createSignedInScenario({
    client: ({ ports: { storage } }) => ({
      storage: {
        ...storage,
        async replace(key, value) {
          const before = await storage.replace(key, value)
          await new Promise<void>((resolve) => {
            release = resolve
            if (sent.length === 0) resolve()
          })
          return before
        },
      },
    }),
    network: async (request, next) => {
      if (!request.url.startsWith(api)) return next(request)
      sent.push(`${await request.text()} as ${userOf(request)}`)
      return new Response()
    },
  })
  const idOf = (): string | undefined => {
    const snapshot = scenario.auth.session.getSnapshot()
    return snapshot.status === 'signed_in' ? snapshot.user.id : undefined
  }
  const write = (): Promise<unknown> => scenario.auth.fetch(api, { method: 'POST', body: `by ${idOf()}` })
  const [ada] = [idOf(), await write()]
  const login = scenario.auth.login({ email: bob, password })
  await scenario.browser.settle()
  release()
  const calls: Promise<unknown>[] = []
  // The login commits in a turn of the microtask queue that this test does not depend on.
  for (let turn = 0; turn < 40; turn++) {
    calls.push(write().catch((error: unknown) => expect(error).toMatchObject(signedOut)))
    await undefined
  }
  await scenario.browser.run(Promise.all([login, ...calls]))
  const bobs = idOf()
  expect(new Set(sent)).toEqual(new Set([`by ${ada} as ${ada}`, `by ${bobs} as ${bobs}`]))
})
