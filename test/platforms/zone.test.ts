import 'zone.js'
import { expect, test } from 'vitest'
import { createPortalMock, type PortalMock } from '../../mock/index.ts'
import { type Clock, createPortalAuth, type PortalAuth } from '../../src/index.ts'

const email = 'ada@example.com'
const password = 'correct horse battery staple'
const baseUrl = 'https://portal.test'

function makePortal(): PortalMock {
  const portal = createPortalMock({ seedUsers: false })
  portal.users.add({ email, password, tenants: ['acme'] })
  return portal
}

async function signIn(auth: PortalAuth): Promise<void> {
  const identified = await auth.identify({ email })
  if (identified.step !== 'password') throw new Error(identified.step)
  await identified.authenticate({ password })
}

test('zone.js: with patched promises and timers a login, an expiry and ten POSTs work, with one refresh', async () => {
  expect(Promise.name).toBe('ZoneAwarePromise')
  const portal = makePortal()
  using auth = createPortalAuth({ baseUrl, fetch: portal.fetch, clock: { now: () => portal.clock.now() } })
  await signIn(auth)
  portal.clock.advance(3_600_000)
  const post = (): Promise<Response> => auth.fetch(`${baseUrl}/api/v1/me`, { method: 'POST', body: '{}' })
  const responses = await Promise.all(Array.from({ length: 10 }, post))
  // The contract has no POST there. That the portal says so shows that it got the request.
  expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(405))
  expect(portal.requests.filter(({ operation }) => operation === 'refresh')).toHaveLength(1)
})

test('zone.js: with timers outside the zone, a signed-in session leaves the zone stable', async () => {
  const outside = Zone.current
  const timers = { inside: 0, outside: 0 }
  const zone = outside.fork({
    name: 'application',
    onScheduleTask(parent, _current, target, task) {
      if (task.type === 'macroTask') timers.inside += 1
      return parent.scheduleTask(target, task)
    },
  })
  const setTimeout: Clock['setTimeout'] = (run, delayMs) => {
    timers.outside += 1
    const timer = outside.run<NodeJS.Timeout>(() => globalThis.setTimeout(() => zone.run(run), delayMs))
    return () => clearTimeout(timer)
  }
  const portal = makePortal()
  await zone.run(async () => {
    using auth = createPortalAuth({ baseUrl, fetch: portal.fetch, clock: { setTimeout } })
    await signIn(auth)
    expect(auth.session.getSnapshot().status).toBe('signed_in')
  })
  expect(timers.outside).toBeGreaterThan(0)
  expect(timers.inside).toBe(0)
})
