import { expect, test } from 'vitest'
import type { PortalMock } from '../../../mock/index.ts'
import { resolvePolicy } from '../../../mock/policy/resolve-policy.ts'
import { sweepWhenDue } from '../../../mock/rules/sweep.ts'
import { emptyState } from '../../../mock/state/state.ts'
import { createTestPortal, NOON_MS } from '../../support/mock/driver.ts'

const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Sends requests that have nothing to do with anything, until a sweep is behind us. */
async function sweepThrough(portal: PortalMock, times = 1): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    for (let left = portal.snapshot().state.requestsUntilSweep; left > 0; left -= 1) await portal.fetch('/nothing')
  }
}

test('sweep: long expired records are deleted, others kept', async () => {
  const { portal, login, password, identify } = createTestPortal()
  await password('all@acme.example', 'all-password-1')
  await password('plain@acme.example', 'wrong')
  await login(plain)
  portal.clock.advance(31 * DAY_MS + HOUR_MS)
  const live = (await login(plain)).body
  const flow = (await identify('plain@acme.example')).body['flow_token']
  await sweepThrough(portal)
  const { state } = portal.snapshot()
  expect(Object.keys(state.flows)).toEqual([flow])
  expect([state.challenges, state.lockouts]).toEqual([{}, {}])
  expect(Object.keys(state.refreshTokens)).toEqual([live['refresh_token']])
  expect(Object.keys(state.families)).toHaveLength(1)
})

test('sweep: an expired flow or challenge is deleted at once', async () => {
  const { portal, password } = createTestPortal({
    policy: { flow: { lifetimeMs: HOUR_MS }, mfa: { lifetimeMs: HOUR_MS } },
  })
  await password('all@acme.example', 'all-password-1')
  const left = async () => {
    await sweepThrough(portal)
    const { flows, challenges } = portal.snapshot().state
    return [Object.keys(flows).length, Object.keys(challenges).length]
  }
  portal.clock.advance(HOUR_MS - 1)
  expect(await left()).toEqual([1, 1])
  portal.clock.advance(1)
  expect(await left()).toEqual([0, 0])
})

test('sweep: the reuse of a long expired token still revokes a live family', async () => {
  const { portal, login, refresh } = createTestPortal()
  const first = (await login(plain)).body['refresh_token']
  let last = (await refresh(first)).body['refresh_token']
  for (let i = 0; i < 3; i += 1) {
    portal.clock.advance(20 * DAY_MS)
    await sweepThrough(portal)
    last = (await refresh(last)).body['refresh_token']
    expect(last).toEqual(expect.any(String))
  }
  expect((await refresh(first)).status).toBe(401)
  expect((await refresh(last)).status).toBe(401)
  expect(portal.sessions.list()).toMatchObject([{ status: 'reuse', refreshes: 4 }])
})

test('sweep: a family is deleted with its tokens a day after it ended or its last access token expired', async () => {
  const { portal, login, refresh, logout } = createTestPortal()
  await refresh((await login(plain)).body['refresh_token'])
  const { access_token } = (await login(plain)).body
  await logout(access_token)
  const left = async () => {
    await sweepThrough(portal)
    const { families, refreshTokens } = portal.snapshot().state
    return [Object.keys(families).length, Object.keys(refreshTokens).length]
  }
  portal.clock.advance(DAY_MS - 1)
  expect(await left()).toEqual([2, 3])
  portal.clock.advance(1)
  expect(await left()).toEqual([1, 2])
  portal.clock.advance(30 * DAY_MS + HOUR_MS - 1)
  expect(await left()).toEqual([1, 2])
  portal.clock.advance(1)
  expect(await left()).toEqual([0, 0])
})

test('sweep: wrong passwords count for the duration of a lock', async () => {
  const lockMs = 7 * DAY_MS
  const { portal, password } = createTestPortal({ policy: { lockout: { maxFailures: 3, lockMs } } })
  const wrong = async () => (await password('plain@acme.example', 'wrong')).status
  expect([await wrong(), await wrong()]).toEqual([401, 401])
  portal.clock.advance(lockMs - 1)
  await sweepThrough(portal)
  expect([await wrong(), await wrong()]).toEqual([401, 429])
  portal.clock.advance(lockMs)
  await sweepThrough(portal)
  expect(portal.snapshot().state.lockouts).toEqual({})
})

test('sweep: an access token outlives the refresh tokens of its family', async () => {
  const policy = { access: { lifetimeSeconds: 90 * 86_400 }, refresh: { lifetimeMs: DAY_MS } }
  const { portal, login, me } = createTestPortal({ policy })
  const { access_token } = (await login(plain)).body
  portal.clock.advance(89 * DAY_MS)
  await sweepThrough(portal)
  expect((await me(access_token)).status).toBe(200)
})

test('sweep: a restored portal and a reset one sweep at the same request', async () => {
  const { portal, identify } = createTestPortal()
  const begun = portal.snapshot()
  const flows = () => Object.keys(portal.snapshot().state.flows).length
  await identify('plain@acme.example')
  portal.clock.advance(2 * DAY_MS)
  for (let i = 0; i < 300; i += 1) await portal.fetch('/nothing')
  const saved: typeof begun = JSON.parse(JSON.stringify(portal.snapshot()))
  const untilSwept = async () => {
    let requests = 0
    for (; flows() > 0; requests += 1) await portal.fetch('/nothing')
    return requests
  }
  const expected = await untilSwept()
  portal.restore(saved)
  expect(await untilSwept()).toBe(expected)
  portal.reset()
  expect(portal.snapshot()).toEqual(begun)
})

test('sweep: runs less often the more records there are', async () => {
  const { portal, identify } = createTestPortal()
  for (let i = 0; i < 800; i += 1) await identify('plain@acme.example')
  await sweepThrough(portal)
  const { requestsUntilSweep, flows } = portal.snapshot().state
  expect(requestsUntilSweep).toBeGreaterThanOrEqual(Object.keys(flows).length)
})

const many = 12_000
const kept = 10_000

/** A world that a sweep is due in, with this many records of each kind; of the sessions, each third has ended. */
function fullWorld() {
  const state = emptyState(1)
  const nowMs = NOON_MS
  const expiresAtMs = nowMs + HOUR_MS
  for (let i = 0; i < many; i += 1) {
    state.flows.set(`flow ${i}`, { email: 'a', tenantIds: [], issuedAtMs: nowMs, expiresAtMs, usedAtMs: null })
    const challenge = { userId: 'u', tenantId: 't', expiresAtMs, wrongCodes: 0, usedAtMs: null, emailCode: null }
    state.challenges[`mfa ${i}`] = challenge
    state.lockouts[`e-mail ${i}`] = { failures: 1, lastFailureAtMs: nowMs, lockedUntilMs: null }
    state.decoys[`e-mail ${i}`] = []
    const ended = { revokedAtMs: i % 3 === 0 ? nowMs : null, revokedBecause: null }
    state.families[`ses ${i}`] = { userId: 'u', tenantId: 't', startedAtMs: nowMs, ...ended }
    state.refreshTokens[`rt ${i}`] = { familyId: `ses ${i}`, expiresAtMs, usedAtMs: null, successor: null }
  }
  state.requestsUntilSweep = 1
  return { state, policy: resolvePolicy(), nowMs }
}

test('sweep: of each kind of record the latest ten thousand are kept, and ended sessions go first', () => {
  const world = fullWorld()
  sweepWhenDue(world)
  const { flows, challenges, lockouts, decoys, families, refreshTokens, requestsUntilSweep } = world.state
  for (const table of [Object.fromEntries(flows), challenges, lockouts, decoys]) {
    expect(Object.keys(table)).toHaveLength(kept)
    expect(Object.keys(table).at(-1)).toMatch(/ 11999$/)
  }
  expect(Object.keys(families)).toHaveLength(kept)
  expect(families['ses 1']).toBeDefined()
  expect(families['ses 0']).toBeUndefined()
  expect(Object.keys(refreshTokens)).toHaveLength(kept)
  expect(requestsUntilSweep).toBe(6 * kept)
})

test('sweep: a session keeps its latest thousand refresh tokens', () => {
  const world = fullWorld()
  for (let i = 0; i < 1500; i += 1) {
    world.state.refreshTokens[`of one ${i}`] = { familyId: 'ses 1', expiresAtMs: NOON_MS, usedAtMs: 1, successor: null }
  }
  sweepWhenDue(world)
  const ofOne = Object.keys(world.state.refreshTokens).filter((token) => token.startsWith('of one'))
  expect(ofOne).toHaveLength(1000)
  expect(ofOne.at(-1)).toBe('of one 1499')
})
