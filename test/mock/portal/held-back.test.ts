import { expect, onTestFinished, test } from 'vitest'
import { createPortalMock, type FaultRule, type PortalMock } from '../../../mock/index.ts'
import { startPortalServer } from '../../../mock/server/server.ts'

const heldMs = 60_000

interface Held {
  readonly latencyMs?: number
  readonly then?: FaultRule['then']
}

const kinds: Record<string, Held> = {
  latency: { latencyMs: heldMs },
  'a delayed request': { then: { delayMs: heldMs } },
  'a delayed response': { then: { delayMs: heldMs, holds: 'response' } },
  'a delayed status': { then: { status: 503, delayMs: heldMs } },
}

const ends: Record<string, (portal: PortalMock) => void> = {
  reset: (portal) => portal.reset(),
  restore: (portal) => portal.restore(createPortalMock({ clock: { now: () => 1e12 } }).snapshot()),
}

const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
const json = { 'content-type': 'application/json' }

async function login(send: PortalMock['fetch'], origin = 'https://portal.test'): Promise<string> {
  const response = await send(`${origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(plain),
  })
  // An access token names the instant at which it was issued.
  return (await response.text()).replace(/"access_token":"[^"]*",?/, '')
}

const cases = Object.entries(kinds).flatMap(([kind, held]) =>
  Object.entries(ends).map(([name, end]) => ({ kind, held, name, end })),
)

test.each(cases)(
  'held back: $kind is answered at a $name, and the next portal gives the bytes of a fresh one',
  async ({ held, end }) => {
    const clock = { now: () => 1e12 }
    const fresh = await login(createPortalMock({ clock }).fetch)
    const portal = createPortalMock({ clock, latencyMs: held.latencyMs })
    if (held.then) portal.faults.add({ operation: 'login', then: held.then })
    const late = login(portal.fetch)
    await expect.poll(() => portal.requests.length).toBe(1)
    end(portal)
    await late
    expect(portal.sessions.list()).toEqual([])
    const next = login(portal.fetch)
    if (held.latencyMs) portal.clock.advance(heldMs)
    expect(await next).toBe(fresh)
    expect(portal.sessions.list()).toHaveLength(1)
  },
)

test.each(['reset', 'snapshot'])('held back: over HTTP a request is answered at %s', async (name) => {
  const server = await startPortalServer()
  onTestFinished(() => server.close())
  server.portal.faults.add({ operation: 'login', then: { delayMs: heldMs } })
  const start = JSON.stringify(createPortalMock().snapshot())
  const late = login(fetch, server.url)
  await expect.poll(() => server.portal.requests.length).toBe(1)
  const [method, body] = name === 'reset' ? ['POST', null] : ['PUT', start]
  const done = await fetch(`${server.url}/__mock__/${name}`, { method, body, headers: json })
  expect(done.status).toBe(200)
  expect(await late).toContain('token')
  expect(server.portal.sessions.list()).toEqual([])
})
