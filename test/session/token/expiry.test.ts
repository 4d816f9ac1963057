import { expect, test } from 'vitest'
import { createPortalAuth, type PortalAuthEvent } from '../../../src/index.ts'
import { baseUrl, password } from '../../support/client/scenario.ts'

const deviceNowMs = 1_800_000_000_000
const now = deviceNowMs / 1000

/** Signs in with a token of these claims; resolves to when it expires by the device clock, and the events. */
async function signIn(
  payload: string,
  { date, clockMs = deviceNowMs }: { date?: number; clockMs?: number } = {},
): Promise<{ expiresAtMs: number | undefined; events: PortalAuthEvent[] }> {
  const events: PortalAuthEvent[] = []
  const headers: Record<string, string> = date === undefined ? {} : { date: new Date(date * 1000).toUTCString() }
  const body = { access_token: `e30.${payload}.sig`, refresh_token: 'r', user: {} }
  using auth = createPortalAuth({
    baseUrl,
    fetch: async () => Response.json(body, { headers }),
    clock: { now: () => clockMs },
    onEvent: (event) => events.push(event),
  })
  const { session } = await auth.login({ email: 'ada@example.com', password })
  await auth.refresh()
  return { expiresAtMs: session.accessTokenExpiresAtMs, events }
}

const encode = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url')

test('expiry: the lifetime is read from a JWT with every character of its alphabet', async () => {
  const payload = encode({ iat: now, exp: now + 60, name: 'ÿþ???>>>~~~ Zoë ✓' })
  expect(payload).toMatch(/-.*_|_.*-/)
  expect((await signIn(payload)).expiresAtMs).toBe(deviceNowMs + 60_000)
})

test.each([
  ['exp and iat', { iat: now, exp: now + 300 }, {}, 300_000],
  ['exp and iat on a device whose clock is wrong', { iat: now, exp: now + 300 }, { clockMs: 5_000 }, 300_000],
  ['an iat five minutes back, and a Date header', { iat: now - 300, exp: now + 300 }, { date: now }, 300_000],
  ['a Date header behind iat', { iat: now, exp: now + 300 }, { date: now - 60 }, 300_000],
  ['exp without iat, and a Date header', { exp: now + 300 }, { date: now - 10, clockMs: 5_000 }, 310_000],
  ['exp without iat or a Date header', { exp: now + 300 }, {}, 300_000],
  ['exp without iat, which the device clock says has passed', { exp: now - 300 }, {}, undefined],
  ['iat without exp', { iat: now }, { date: now }, undefined],
  ['exp as text', { iat: now, exp: String(now + 300) }, {}, undefined],
  ['exp as null', { iat: now, exp: null }, {}, undefined],
  ['exp in milliseconds', { iat: now, exp: 1e17 }, {}, undefined],
  ['neither', { sub: 'ada' }, { date: now }, undefined],
])('expiry: a token with %s expires as its issuer means', async (_, claims, given, lifetimeMs) => {
  const { clockMs = deviceNowMs } = given as { clockMs?: number }
  const { expiresAtMs } = await signIn(encode(claims), given)
  expect(expiresAtMs).toBe(lifetimeMs === undefined ? undefined : clockMs + lifetimeMs)
})

test.each([
  ['a token without iat', { exp: now + 300 }, deviceNowMs, []],
  ['an iat 59 s back', { iat: now, exp: now + 300 }, deviceNowMs + 59_000, []],
  ['an iat an hour back', { iat: now, exp: now + 300 }, deviceNowMs + 3_600_000, [3_600_000]],
])('expiry: with %s a wrong clock is reported once at most', async (_, claims, clockMs, skewsMs) => {
  const { events } = await signIn(encode(claims), { clockMs })
  expect(events.flatMap((event) => (event.type === 'clock_skew_seen' ? [event.skewMs] : []))).toEqual(skewsMs)
})
