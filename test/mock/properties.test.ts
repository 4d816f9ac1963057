import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PortalMock, PortalSnapshot } from '../../mock/index.ts'
import { act, actions, actionsOfTests, nothingSeen, type Outcome, type UserName } from '../support/mock/actions.ts'
import { createDriver, createTestPortal } from '../support/mock/driver.ts'

const RUNS = { numRuns: 60, seed: 42 }
const GRACE_MS = 10_000

test.for([
  ['s', actions],
  ['s, faults and keys included', actionsOfTests],
] as const)('property: restore(snapshot(s)) behaves as %s', { timeout: 60_000 }, async ([, sequences]) => {
  const property = fc.asyncProperty(sequences, sequences, async (before, after) => {
    const { portal } = createTestPortal({ seed: 1 })
    const seen = nothingSeen()
    for (const action of before) await act(portal, seen, action)
    const saved: PortalSnapshot = JSON.parse(JSON.stringify(portal.snapshot()))
    const { portal: other } = createTestPortal({ seed: 2 })
    other.restore(saved)
    const seenByOther = structuredClone(seen)
    for (const action of after) {
      const [here, there] = [await act(portal, seen, action), await act(other, seenByOther, action)]
      expect([there.answer?.status, there.answer?.body]).toEqual([here.answer?.status, here.answer?.body])
    }
    expect(JSON.parse(JSON.stringify(other.snapshot()))).toEqual(JSON.parse(JSON.stringify(portal.snapshot())))
  })
  await fc.assert(property, RUNS)
})

test.for([0, GRACE_MS])(
  'property: with a grace of %d ms no sequence leaves a family two live refresh tokens',
  { timeout: 60_000 },
  async (graceMs) => {
    let refreshed = 0
    const property = fc.asyncProperty(actions, async (sequence) => {
      const { portal } = createTestPortal({ policy: { refresh: { graceMs } } })
      const seen = nothingSeen()
      for (const action of sequence) {
        const { answer } = await act(portal, seen, action)
        if (action.kind === 'refresh' && answer?.status === 200) refreshed += 1
      }
      portal.clock.advance(graceMs)
      const live = await liveTokens(portal)
      for (const tokens of Object.values(live)) expect(tokens.length).toBeLessThanOrEqual(1)
    })
    await fc.assert(property, RUNS)
    expect(refreshed).toBeGreaterThan(30)
  },
)

/** By family, the tokens with which a refresh would succeed now: each is tried on a copy. */
async function liveTokens(portal: PortalMock): Promise<Record<string, string[]>> {
  const saved = portal.snapshot()
  const live: Record<string, string[]> = {}
  for (const [token, { familyId }] of Object.entries(saved.state.refreshTokens)) {
    portal.restore(saved)
    const { status } = await createDriver(portal.fetch).refresh(token)
    if (status === 200) live[familyId] = [...(live[familyId] ?? []), token]
  }
  portal.restore(saved)
  return live
}

const hasTokens = ({ answer }: Outcome) => typeof answer?.body['access_token'] === 'string'

test('property: no sequence gives a suspended user, or anyone in a suspended tenant, a token', {
  timeout: 60_000,
}, async () => {
  let refused = 0
  const property = fc.asyncProperty(actions, async (sequence) => {
    const { portal } = createTestPortal()
    const seen = nothingSeen()
    for (const action of sequence) {
      const outcome = await act(portal, seen, action)
      const user = portal.users.find(`${outcome.user}@acme.example`)
      const isSuspended = user?.status === 'SUSPENDED'
      if (isSuspended && outcome.answer !== undefined) refused += 1
      if (!hasTokens(outcome)) continue
      expect([action, isSuspended]).toEqual([action, false])
      const shown = outcome.answer?.body['user'] as { tenant_id: string } | undefined
      const tenant = portal.tenants.list().find(({ id }) => id === shown?.tenant_id)
      expect([action, tenant?.status ?? 'ACTIVE']).toEqual([action, 'ACTIVE'])
    }
  })
  await fc.assert(property, RUNS)
  expect(refused).toBeGreaterThan(30)
})

test('property: no sequence logs a user with MFA in without a second factor', { timeout: 60_000 }, async () => {
  const needsFactor = (name: UserName | undefined) =>
    name !== undefined && !['plain', 'suspended', 'nobody'].includes(name)
  let verified = 0
  const property = fc.asyncProperty(actions, async (sequence) => {
    const { portal } = createTestPortal()
    const seen = nothingSeen()
    const trusted = new Set<string>()
    const earned = new Set<unknown>()
    for (const action of sequence) {
      const spent =
        action.kind === 'refresh'
          ? seen.sessions.at(-1 - (action.token % Math.max(1, seen.sessions.length)))
          : undefined
      const outcome = await act(portal, seen, action)
      if (!hasTokens(outcome) || !needsFactor(outcome.user)) continue
      const device = `${outcome.user} on ${outcome.device}`
      const isEarned =
        (action.kind === 'verify' && outcome.wasRight) ||
        (action.kind === 'authenticate' && trusted.has(device)) ||
        (action.kind === 'refresh' && earned.has(spent?.refresh))
      expect([action, isEarned]).toEqual([action, true])
      earned.add(outcome.answer?.body['refresh_token'])
      if (action.kind === 'verify') verified += 1
      if (action.kind === 'verify' && action.trust) trusted.add(device)
    }
  })
  await fc.assert(property, { ...RUNS, numRuns: 150 })
  expect(verified).toBeGreaterThan(30)
})
