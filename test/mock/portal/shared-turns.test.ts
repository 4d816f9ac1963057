import { expect, test, vi } from 'vitest'
import { createTaskQueue } from '../../../mock/base/task-queue.ts'
import { createPortalMock, type PortalMock } from '../../../mock/index.ts'
import { directAccessOf } from '../../../mock/portal/direct.ts'
import type { StateStore } from '../../../mock/portal/shared-turns.ts'
import { createDriver } from '../../support/mock/driver.ts'

/** What all tabs of an origin have in common: a database, a lock and a channel. */
function createOrigin() {
  let text: string | undefined
  const inTurn = createTaskQueue()
  const listeners = new Set<{ of: object; call: () => void }>()
  const store = (): StateStore => {
    const self = {}
    return {
      exclusively: (task) => inTurn(task),
      read: async () => text,
      async write(next) {
        text = next
        for (const { of, call } of listeners) if (of !== self) queueMicrotask(call)
      },
      subscribe: (call) => void listeners.add({ of: self, call }),
    }
  }
  return {
    store,
    text: () => text,
    write: (next: string) => {
      text = next
    },
    /** Resolves when every turn so far has ended. */
    async settled() {
      for (let i = 0; i < 5; i += 1) await inTurn(() => {})
    },
  }
}

type Origin = ReturnType<typeof createOrigin>

async function openTab(origin: Origin, { onFailure = vi.fn(), prepare = (_: PortalMock): void => {} } = {}) {
  const portal = createPortalMock()
  prepare(portal)
  await directAccessOf(portal.fetch)?.share(origin.store(), onFailure)
  return { portal, onFailure, ...createDriver(portal.fetch) }
}

const email = 'totp@acme.example'
const plain = { email: 'plain@acme.example', password: 'plain-password-1' }

test('shared state: a login that one tab began is finished in another, and after a reload', async () => {
  const origin = createOrigin()
  const first = await openTab(origin)
  const second = await openTab(origin)
  const { flow_token } = (await first.identify(email)).body
  const { mfa_token, user_id } = (await second.authenticate({ flow_token, password: 'totp-password-1' })).body
  const reloaded = await openTab(origin)
  const code = reloaded.portal.totp(email)
  const { status, body } = await reloaded.verify({ mfa_token, user_id, method: 'totp', code })
  expect(status).toBe(200)
  expect((await first.me(body['access_token'])).status).toBe(200)
  expect((await second.logout(body['access_token'])).status).toBe(200)
  expect((await first.me(body['access_token'])).status).toBe(401)
})

test('shared state: what code changes in one tab, another one sees: users, faults, clock, reset', async () => {
  const origin = createOrigin()
  const first = await openTab(origin)
  const second = await openTab(origin)
  const grace = { email: 'grace@acme.example', password: 'pw' }
  first.portal.users.add(grace)
  first.portal.clock.advance(5_000)
  await origin.settled()
  expect(second.portal.users.find(grace.email)?.email).toBe(grace.email)
  expect(second.portal.clock.now() - Date.now()).toBeGreaterThan(4_000)

  first.portal.faults.add({ operation: 'login', then: { status: 503 } })
  await origin.settled()
  const statuses = [(await second.login(grace)).status, (await second.login(grace)).status]
  expect([...statuses, (await first.login(grace)).status]).toEqual([503, 200, 200])

  second.portal.reset()
  await origin.settled()
  expect(first.portal.users.find(grace.email)).toBeUndefined()
  expect((await openTab(origin)).portal.sessions.list()).toEqual([])
})

test('shared state: a request that is held back does not hold up another tab', async () => {
  const origin = createOrigin()
  const first = await openTab(origin)
  const second = await openTab(origin)
  first.portal.faults.add({ operation: 'login', then: { delayMs: 60_000 } })
  const late = first.login(plain)
  await expect.poll(() => first.portal.faults.list()).toEqual([])
  expect((await second.login(plain)).status).toBe(200)
  first.portal.clock.advance(60_000)
  expect((await late).status).toBe(200)
  expect(first.portal.sessions.list()).toHaveLength(2)
})

test('shared state: another start, another version and a broken text are not taken', async () => {
  const origin = createOrigin()
  await (await openTab(origin)).login(plain)
  const prepare = (portal: PortalMock): void => void portal.users.add({ email: 'new@acme.example', password: 'pw' })
  const changed = await openTab(origin, { prepare })
  expect(changed.portal.sessions.list()).toEqual([])
  expect(changed.portal.users.find('new@acme.example')).toBeDefined()

  await changed.login(plain)
  const good = String(origin.text())
  for (const text of ['', 'null', '{}', '[]', good.slice(0, -5), good.replace('requestsUntilSweep', 'sweepsUntil')]) {
    origin.write(text)
    const tab = await openTab(origin, { prepare })
    expect(tab.portal.sessions.list()).toEqual([])
    expect((await tab.login(plain)).status).toBe(200)
    expect(tab.onFailure).not.toHaveBeenCalled()
  }
})

test('shared state: the errors of a store are reported, and the portal works without it', async () => {
  const origin = createOrigin()
  const onFailure = vi.fn()
  const portal = createPortalMock()
  const fail = async (): Promise<never> => {
    throw new Error('no room')
  }
  await directAccessOf(portal.fetch)?.share({ ...origin.store(), read: fail, write: fail }, onFailure)
  expect((await createDriver(portal.fetch).login(plain)).status).toBe(200)
  expect(onFailure).toHaveBeenCalledWith(new Error('no room'))
})
