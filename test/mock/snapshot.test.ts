import { expect, test } from 'vitest'
import type { PortalSnapshot } from '../../mock/index.ts'
import { createDrivenPortal, createTestPortal } from './driver.ts'

test('snapshot: it goes through JSON and back, and another portal goes on from it', async () => {
  const { portal, password, verify } = createDrivenPortal({ seed: 1 })
  const { mfa_token, user_id } = (await password('all@acme.example', 'all-password-1')).body
  portal.clock.advance(1_000)
  portal.faults.add({ operation: 'refresh', times: 2, then: { status: 503 } })
  const saved: PortalSnapshot = JSON.parse(JSON.stringify(portal.snapshot()))
  expect(saved).toEqual(portal.snapshot())

  const other = createDrivenPortal({ seed: 2 })
  other.portal.restore(saved)
  expect(other.portal.clock.now()).toBe(portal.clock.now())
  const attempt = { mfa_token, user_id, method: 'totp', code: portal.totp('all@acme.example') }
  const [here, there] = [await verify(attempt), await other.verify(attempt)]
  expect(there.status).toBe(200)
  expect(there.body).toEqual(here.body)
  expect((await other.refresh('x')).status).toBe(503)
})

test('snapshot: restoring undoes what came after', async () => {
  const { portal, login, refresh } = createDrivenPortal()
  const { body } = await login({ email: 'plain@acme.example', password: 'plain-password-1' })
  const saved = portal.snapshot()
  const first = await refresh(body['refresh_token'])
  expect((await refresh(body['refresh_token'])).status).toBe(401)
  portal.restore(saved)
  expect((await refresh(body['refresh_token'])).body).toEqual(first.body)
})

test('snapshot: what is no snapshot of this version is refused and changes nothing', () => {
  const portal = createTestPortal()
  const before = portal.snapshot()
  for (const wrong of [null, {}, { ...before, version: 2 }, { version: 1 }]) {
    expect(() => portal.restore(wrong as unknown as PortalSnapshot)).toThrow(/^snapshot: /)
  }
  expect(portal.snapshot()).toEqual(before)
})

test('reset: a portal is as it was made: state, clock, faults and journal', async () => {
  const { portal, login } = createDrivenPortal()
  const before = portal.snapshot()
  portal.users.add({ email: 'grace@example.com', password: 'pw' })
  portal.faults.add({ operation: 'me', then: { status: 500 } })
  portal.clock.advance(5_000)
  await login({ email: 'plain@acme.example', password: 'plain-password-1' })
  portal.reset()
  expect(portal.snapshot()).toEqual(before)
  expect(portal.requests).toEqual([])
})
