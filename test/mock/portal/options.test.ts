import { expect, test } from 'vitest'
import { createPortalMock, type PortalMock, type PortalOptions } from '../../../mock/index.ts'
import { type PortalServerOptions, startPortalServer } from '../../../mock/server/server.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

const timer = { start: () => () => {} }

test.for([
  [null, 'options is null; allowed: an object with seed, clock, timer, policy'],
  [{ sed: 1 }, 'sed is no name here; allowed: seed, clock, timer, policy, snapshot, seedUsers, latencyMs, selfCheck'],
  [{ seed: 1.5 }, 'seed is 1.5; allowed: a whole number'],
  [{ seed: '7' }, 'seed is "7"; allowed: a whole number'],
  [{ seedUsers: 'no' }, 'seedUsers is "no"; allowed: true or false'],
  [{ selfCheck: 1 }, 'selfCheck is 1; allowed: true or false'],
  [{ latencyMs: -1 }, 'latencyMs is -1; allowed: a whole number of milliseconds from 0 to 2147483647'],
  [{ latencyMs: 2 ** 31 }, 'latencyMs is 2147483648'],
  [{ clock: {} }, 'clock is {}; allowed: an object with now()'],
  [{ clock: null }, 'clock is null; allowed: an object with now()'],
  [{ timer: { start: 1 } }, 'timer is {"start":1}; allowed: an object with start()'],
  [{ policy: [] }, 'policy is []; allowed: an object'],
  [{ snapshot: { version: 1 } }, 'snapshot: nowMs is missing'],
] as const)('options: %j is refused by its name', async ([options, message]) => {
  expect(() => createPortalMock(options as unknown as PortalOptions)).toThrow(message)
  if (options === null) return
  await expect(startPortalServer(options as unknown as PortalServerOptions)).rejects.toThrow(TypeError)
})

test('options: a clock may be anything with now(), a class too', () => {
  expect(createPortalMock({ clock: Date, timer }).clock.now()).toBeGreaterThan(Date.UTC(2026, 0))
})

test.for([
  [{ prot: 1 }, 'prot is no name here; allowed: seed, clock'],
  [{ port: 65_536 }, 'port is 65536; allowed: a whole number from 0 to 65535'],
  [{ host: '' }, 'host is ""; allowed: a string that is not empty'],
  [{ portal: {} }, 'portal is {}; allowed: an object with fetch()'],
] as const)('options: of a server %j is refused by its name', async ([options, message]) => {
  await expect(startPortalServer(options as unknown as PortalServerOptions)).rejects.toThrow(message)
})

test.for<[string, (portal: PortalMock, value: never) => unknown, unknown, string]>([
  ['users.find', ({ users }, value) => users.find(value), undefined, 'email is missing; allowed: a string'],
  ['users.setStatus', ({ users }, value) => users.setStatus(value, 'ACTIVE'), 5, 'email is 5; allowed: a string'],
  ['users.forgetDevices', ({ users }, value) => users.forgetDevices(value), null, 'email is null; allowed: a string'],
  ['users.add', ({ users }, value) => users.add(value), undefined, 'user is missing; allowed: an object with email'],
  ['tenants.add', ({ tenants }, value) => tenants.add(value), 'acme', 'tenant is "acme"; allowed: an object with slug'],
  ['tenants.add', ({ tenants }, value) => tenants.add(value), { slug: 'a', title: 'A' }, 'tenant: "title" is no name'],
  ['totp', ({ totp }, value) => totp(value), undefined, 'email is missing; allowed: a string'],
  ['outbox.latest', ({ outbox }, value) => outbox.latest(value), {}, 'email is {}; allowed: a string'],
  ['faults.add', ({ faults }, value) => faults.add(value), undefined, 'fault is missing; allowed: an object with'],
  ['keys.rotate', ({ keys }, value) => keys.rotate(value), null, 'keys: how to rotate is null; allowed: an object'],
  ['keys.rotate', ({ keys }, value) => keys.rotate(value), { overlapMs: 1n }, 'keys: "overlapMs" is 1; allowed'],
  ['clock.advance', ({ clock }, value) => clock.advance(value), undefined, 'clock: it cannot advance by nothing'],
  ['clock.advance', ({ clock }, value) => clock.advance(value), 1e300, 'clock: it cannot advance by 1e+300; allowed'],
  ['clock.advance', ({ clock }, value) => clock.advance(value), Number.NaN, 'clock: it cannot advance by NaN'],
])('options: portal.%s says what it was given', ([, call, value, message]) => {
  const portal = createTestPortal()
  const before = portal.snapshot()
  expect(() => call(portal, value as never)).toThrow(message)
  expect(portal.snapshot()).toEqual(before)
})

test('options: what is given is quoted on one line, however long it is', () => {
  const users = ['x'.repeat(500)]
  expect(() => createPortalMock({ seedUsers: users } as unknown as PortalOptions)).toThrow(/^.{0,160}$/)
})
