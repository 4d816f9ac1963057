import { expect, test } from 'vitest'
import type { PortalSnapshot } from '../../../mock/index.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

test('snapshot: survives JSON, and another portal continues from it', async () => {
  const { portal, password, verify } = createTestPortal({ seed: 1 })
  const { mfa_token, user_id } = (await password('all@acme.example', 'all-password-1')).body
  portal.clock.advance(1_000)
  portal.faults.add({ operation: 'refresh', times: 2, then: { status: 503 } })
  const saved: PortalSnapshot = JSON.parse(JSON.stringify(portal.snapshot()))
  expect(saved).toEqual(portal.snapshot())

  const other = createTestPortal({ seed: 2 })
  other.portal.restore(saved)
  expect(other.portal.clock.now()).toBe(portal.clock.now())
  const attempt = { mfa_token, user_id, method: 'totp', code: portal.totp('all@acme.example') }
  const [here, there] = [await verify(attempt), await other.verify(attempt)]
  expect(there.status).toBe(200)
  expect(there.body).toEqual(here.body)
  expect((await other.refresh('x')).status).toBe(503)
})

test('snapshot: restore undoes later changes', async () => {
  const { portal, login, refresh } = createTestPortal()
  const { body } = await login({ email: 'plain@acme.example', password: 'plain-password-1' })
  const saved = portal.snapshot()
  const first = await refresh(body['refresh_token'])
  expect((await refresh(body['refresh_token'])).status).toBe(401)
  portal.restore(saved)
  expect((await refresh(body['refresh_token'])).body).toEqual(first.body)
})

test('snapshot: a value that is not a snapshot of this version is rejected and changes nothing', () => {
  const { portal } = createTestPortal()
  const before = portal.snapshot()
  for (const wrong of [null, {}, { ...before, version: 2 }, { version: 1 }]) {
    expect(() => portal.restore(wrong as unknown as PortalSnapshot)).toThrow(/^restore\(\): snapshot(\.\w+)? must be /)
  }
  expect(portal.snapshot()).toEqual(before)
})

test('reset: a portal is as it was made: state, clock, faults and journal', async () => {
  const { portal, login } = createTestPortal()
  const before = portal.snapshot()
  portal.users.add({ email: 'grace@example.com', password: 'pw' })
  portal.faults.add({ operation: 'me', then: { status: 500 } })
  portal.clock.advance(5_000)
  await login({ email: 'plain@acme.example', password: 'plain-password-1' })
  portal.reset()
  expect(portal.snapshot()).toEqual(before)
  expect(portal.requests).toEqual([])
})

/** A snapshot with every kind of record in it. */
async function createLivedIn() {
  const { portal, password, post, login, verify, refresh, logout } = createTestPortal()
  const factor = async (trust_device = false) => {
    const { mfa_token, user_id } = (await password('all@acme.example', 'all-password-1')).body
    await post(`/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${mfa_token}&user_id=${user_id}`, {})
    const code = portal.outbox.latest()?.code
    if (trust_device) await verify({ mfa_token, user_id, method: 'email', code, trust_device })
  }
  await factor()
  await factor(true)
  const { refresh_token, access_token } = (await login({ email: 'plain@acme.example', password: 'plain-password-1' }))
    .body
  await refresh(refresh_token)
  await logout(access_token)
  await password('nobody@acme.example', 'wrong')
  portal.keys.rotate()
  portal.tenants.setStatus('initech', 'SUSPENDED')
  portal.faults.add({
    operation: 'me',
    nth: 2,
    probability: 0.5,
    then: { status: 503, headers: { 'retry-after': '1' } },
  })
  return portal
}

/** Every place in a value, as the way there. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key]))]
}

type Holder = Record<string, unknown>

/** A copy that was changed in one place. */
function changedAt(value: object, path: readonly string[], change: (holder: Holder, key: string) => void): object {
  const copy = structuredClone(value)
  const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Holder)[key], copy)
  change(holder as Holder, path.at(-1) ?? '')
  return copy
}

test('snapshot: a wrong value anywhere is rejected by its path, and nothing changes', async () => {
  const portal = await createLivedIn()
  const before = portal.snapshot()
  const empty = Object.entries(before.state).filter(([, part]) => typeof part === 'object' && isEmpty(part))
  expect(empty).toEqual([])
  const refusals = placesIn(before).map((path) => {
    const wrong =
      path.length === 0
        ? { strange: true }
        : changedAt(before, path, (holder, key) => {
            holder[key] = { strange: true }
          })
    try {
      portal.restore(wrong as PortalSnapshot)
      return `${path.join('.')} was taken`
    } catch (error) {
      const isNamed = path[1] === 'random' || String(error).includes(['snapshot', ...path].join('.'))
      return error instanceof TypeError && isNamed ? 'refused' : `${path.join('.')}: ${error}`
    }
  })
  expect([...new Set(refusals)]).toEqual(['refused'])
  expect(refusals.length).toBeGreaterThan(200)
  expect(portal.snapshot()).toEqual(before)
})

test.for([
  ...['version', 'nowMs', 'state', 'faults'].map((part) => [part]),
  ...Object.keys(createTestPortal().portal.snapshot().state).map((part) => ['state', part]),
])('snapshot: without %j.%j it is rejected, also over HTTP', async (path) => {
  const { portal, get } = createTestPortal()
  const before = portal.snapshot()
  const half = changedAt(before, path, (holder, key) => delete holder[key])
  const response = await portal.fetch('/__mock__/snapshot', { method: 'PUT', body: JSON.stringify(half) })
  expect([response.status, (await response.json()).detail]).toEqual([
    400,
    expect.stringMatching(new RegExp(`snapshot\\.${path.join('\\.')} must be .*; got nothing`)),
  ])
  expect((await get('/__mock__/snapshot')).body).toEqual(before)
})

test.for([
  [['state', 'emails'], {}, 'restore(): snapshot.state.users.plain@acme.example.id must be a key of emails;'],
  [['state', 'users'], {}, 'restore(): snapshot.state.emails.usr_jfsrswyroo31xod3 must be the e-mail of the'],
  [
    ['state', 'keys', 'generation'],
    0,
    'restore(): snapshot.state.keys.generation must be a whole number, 1 or more; got 0',
  ],
  [['state', 'more'], 1, 'restore(): unknown field "snapshot.state.more"; expected random, decoyKey,'],
  [['nowMs'], 1e300, 'restore(): snapshot.nowMs must be milliseconds since 1970, up to the year'],
  [['lastFaultId'], 0, 'restore(): snapshot.faults must have unique ids, none above lastFaultId; got [1]'],
  [
    ['state', 'users', 'totp@acme.example', 'totpSecret'],
    '!',
    'restore(): snapshot.state.users.totp@acme.example.totpSecret must be a secret',
  ],
] as const)('snapshot: with %j = %j it is rejected', ([path, value, message]) => {
  const { portal } = createTestPortal()
  portal.faults.add({ operation: 'me', then: 'network-error' })
  const wrong = changedAt(portal.snapshot(), path, (holder, key) => {
    holder[key] = value
  })
  expect(() => portal.restore(wrong as PortalSnapshot)).toThrow(message)
})

test('snapshot: a portal made from one starts from it, and reset returns to it', async () => {
  const { portal, login } = createTestPortal()
  portal.users.add({ email: 'grace@example.com', password: 'pw' })
  portal.clock.advance(5_000)
  portal.faults.add({ operation: 'me', then: 'network-error' })
  const snapshot = portal.snapshot()
  const other = createTestPortal({ seed: 7, snapshot })
  expect(other.portal.snapshot()).toEqual(snapshot)
  await other.login({ email: 'grace@example.com', password: 'pw' })
  other.portal.clock.advance(60_000)
  other.portal.faults.clear()
  other.portal.reset()
  expect(other.portal.snapshot()).toEqual(snapshot)
  expect((await login({ email: 'grace@example.com', password: 'pw' })).status).toBe(200)
})

function isEmpty(part: object): boolean {
  return Object.keys(part).length === 0
}
