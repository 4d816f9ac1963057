import { expect, test } from 'vitest'
import { createPortalMock, type PortalMock, type PortalOptions } from '../../../mock/index.ts'
import { type PortalServerOptions, startPortalServer } from '../../../mock/server/server.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

const timer = { start: () => () => {} }

test.for([
  [null, 'createPortalMock(): options must be an object with seed, clock, timer, policy,'],
  [{ sed: 1 }, 'createPortalMock(): unknown option "sed"; expected seed, clock, timer, policy,'],
  [{ seed: 1.5 }, 'createPortalMock(): seed must be a whole number; got 1.5'],
  [{ seed: '7' }, 'createPortalMock(): seed must be a whole number; got "7"'],
  [{ seedUsers: 'no' }, 'createPortalMock(): seedUsers must be true or false; got "no"'],
  [{ selfCheck: 1 }, 'createPortalMock(): selfCheck must be true or false; got 1'],
  [{ latencyMs: -1 }, 'createPortalMock(): latencyMs must be a whole number of milliseconds from 0 to'],
  [{ latencyMs: 2 ** 31 }, 'createPortalMock(): latencyMs must be a whole number of milliseconds from 0 to'],
  [{ clock: {} }, 'createPortalMock(): clock must be an object with now(); got {}'],
  [{ clock: null }, 'createPortalMock(): clock must be an object with now(); got null'],
  [{ timer: { start: 1 } }, 'createPortalMock(): timer must be an object with start(); got {"start":1}'],
  [{ policy: [] }, 'createPortalMock(): policy must be an object with identify, flow, login,'],
  [{ snapshot: { version: 1 } }, 'createPortalMock(): snapshot.nowMs must be milliseconds since 1970, up to the'],
] as const)('options: %j is rejected by name', async ([options, message]) => {
  expect(() => createPortalMock(options as unknown as PortalOptions)).toThrow(message)
  if (options === null) return
  await expect(startPortalServer(options as unknown as PortalServerOptions)).rejects.toThrow(TypeError)
})

test('options: a clock can be any object with now(), also a class', () => {
  expect(createPortalMock({ clock: Date, timer }).clock.now()).toBeGreaterThan(Date.UTC(2026, 0))
})

test.for([
  [{ prot: 1 }, 'startPortalServer(): unknown option "prot"; expected seed, clock, timer,'],
  [{ port: 65_536 }, 'startPortalServer(): port must be a whole number from 0 to 65535; got 65536'],
  [{ host: '' }, 'startPortalServer(): host must be a string that is not empty; got ""'],
  [{ portal: {} }, 'startPortalServer(): portal must be an object with fetch(); got {}'],
] as const)('options: startPortalServer rejects %j by name', async ([options, message]) => {
  await expect(startPortalServer(options as unknown as PortalServerOptions)).rejects.toThrow(message)
})

test.for<[string, (portal: PortalMock, value: never) => unknown, unknown, string]>([
  [
    'users.find',
    ({ users }, value) => users.find(value),
    undefined,
    'users.find(): email must be a string; got nothing',
  ],
  [
    'users.setStatus',
    ({ users }, value) => users.setStatus(value, 'ACTIVE'),
    5,
    'users.setStatus(): email must be a string; got 5',
  ],
  [
    'users.forgetDevices',
    ({ users }, value) => users.forgetDevices(value),
    null,
    'users.forgetDevices(): email must be a string; got null',
  ],
  [
    'users.add',
    ({ users }, value) => users.add(value),
    undefined,
    'users.add(): user must be an object with email, password, tenants, mfa, status,',
  ],
  [
    'tenants.add',
    ({ tenants }, value) => tenants.add(value),
    'acme',
    'tenants.add(): tenant must be an object with slug, name; got "acme"',
  ],
  [
    'tenants.add',
    ({ tenants }, value) => tenants.add(value),
    { slug: 'a', title: 'A' },
    'tenants.add(): unknown field "tenant.title"; expected slug or name',
  ],
  ['totp', ({ totp }, value) => totp(value), undefined, 'totp(): email must be a string; got nothing'],
  ['outbox.latest', ({ outbox }, value) => outbox.latest(value), {}, 'outbox.latest(): email must be a string; got {}'],
  [
    'faults.add',
    ({ faults }, value) => faults.add(value),
    undefined,
    'faults.add(): fault must be an object with operation, nth, probability, then,',
  ],
  [
    'keys.rotate',
    ({ keys }, value) => keys.rotate(value),
    null,
    'keys.rotate(): options must be an object with overlapMs; got null',
  ],
  [
    'keys.rotate',
    ({ keys }, value) => keys.rotate(value),
    { overlapMs: 1n },
    'keys.rotate(): overlapMs must be milliseconds, zero or more; got 1',
  ],
  [
    'clock.advance',
    ({ clock }, value) => clock.advance(value),
    undefined,
    'clock.advance(): ms must be milliseconds, zero or more, up to the year 275760;',
  ],
  [
    'clock.advance',
    ({ clock }, value) => clock.advance(value),
    1e300,
    'clock.advance(): ms must be milliseconds, zero or more, up to the year 275760;',
  ],
  [
    'clock.advance',
    ({ clock }, value) => clock.advance(value),
    Number.NaN,
    'clock.advance(): ms must be milliseconds, zero or more, up to the year 275760; got NaN',
  ],
])('options: portal.%s names a wrong argument', ([, call, value, message]) => {
  const { portal } = createTestPortal()
  const before = portal.snapshot()
  expect(() => call(portal, value as never)).toThrow(message)
  expect(portal.snapshot()).toEqual(before)
})

test('options: a long value is quoted on one short line', () => {
  const users = ['x'.repeat(500)]
  expect(() => createPortalMock({ seedUsers: users } as unknown as PortalOptions)).toThrow(/^.{0,160}$/)
})
