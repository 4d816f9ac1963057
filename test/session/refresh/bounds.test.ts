import { expect, test } from 'vitest'
import { readText } from '../../../src/transport/read-text.ts'
import { isRefresh, refusing } from '../../support/client/faults.ts'
import { createScenario, createSignedInScenario, email, password } from '../../support/client/scenario.ts'

const encode = (claims: string): string => `e30.${btoa(claims).replaceAll('=', '')}.x`

/** A portal that answers each login and refresh with a token of these claims, and counts the refreshes. */
function portalWithClaims(claims: string): { refreshes: number; fetch(request: Request): Promise<Response> } {
  return {
    refreshes: 0,
    async fetch(request) {
      if (request.url.endsWith('/refresh')) this.refreshes += 1
      const body = { access_token: encode(claims), refresh_token: `r${this.refreshes}`, user: {} }
      return request.url.includes('/auth/') ? Response.json(body) : new Response('')
    },
  }
}

test.each([
  ['{"exp":1e999,"iat":1e999}', 0],
  ['{"exp":1e308,"iat":-1e308}', 0],
  ['{"exp":0.001,"iat":0}', 10],
  ['{"exp":0,"iat":5}', 10],
])('F60: a token with the claims %s is refreshed at most once a second', async (claims, most) => {
  const portal = portalWithClaims(claims)
  const { auth, browser } = createScenario({ client: { fetch: (request) => portal.fetch(request) } })
  await browser.run(auth.login({ email, password }))
  await browser.advance(10_000)
  expect(portal.refreshes).toBeLessThanOrEqual(most)
  const { accessTokenExpiresAtMs = 0 } = auth.session.getSnapshot() as { accessTokenExpiresAtMs?: number }
  expect(Number.isFinite(accessTokenExpiresAtMs)).toBe(true)
  auth.dispose()
})

test.each(['99999999999', '9'.repeat(400), '1e999', '-1', '5;', 'Infinity', '1797000000'])(
  'F60: a Retry-After of %s stops the refresh for an hour at most, also after a reload',
  async (value) => {
    const scenario = await createSignedInScenario()
    const { auth, browser, tab } = scenario
    const headers = { 'retry-after': value }
    tab.network = refusing(() => new Response('{"detail":"busy"}', { status: 503, headers }), 1)
    const error = await browser.run(auth.refresh()).catch((reason: unknown) => reason)
    const { retryAfterMs = 0 } = error instanceof Error ? Object(error) : {}
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000)
    const again = scenario.reload(scenario)
    await browser.advance(3_600_000)
    expect(await browser.run(again.auth.getAccessToken())).toMatch(/^ey/)
  },
)

test('F60: a validation error with 40,000 items is read in time, and its messages are bounded', async () => {
  const detail = Array.from({ length: 40_000 }, () => ({ loc: ['body', 'email'], msg: 'the value is not an e-mail' }))
  const body = JSON.stringify({ detail })
  const { auth } = createScenario({ client: { fetch: async () => new Response(body, { status: 422 }) } })
  const error = await auth.identify({ email }).catch((reason: unknown) => reason)
  // Larger than 1 MB, so it is not read at all.
  expect(error).toMatchObject({ code: 'unexpected_response' })
  const fewer = JSON.stringify({ detail: detail.slice(0, 10_000) })
  const { auth: other } = createScenario({ client: { fetch: async () => new Response(fewer, { status: 422 }) } })
  const refused = await other.identify({ email }).catch((reason: unknown) => reason)
  expect(refused).toMatchObject({ code: 'validation_failed' })
  expect(Object(refused).fields.email).toHaveLength(100)
})

test('F60: a response of more than 1 MB is not read to its end', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  await expect(readText(new Response(endless), 'login')).rejects.toMatchObject({ code: 'unexpected_response' })
  expect(sent).toBeLessThan(1_500_000)
  const large = { 'content-length': '1000001' }
  await expect(readText(new Response('{}', { headers: large }), 'login')).rejects.toThrow('larger than 1 MB')
})

test.each([200, 401, 422])('F60: JSON that is nested 20,000 deep with status %s is not an answer', async (status) => {
  const deep = `{"detail":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  const { auth } = createScenario({ client: { fetch: async () => new Response(deep, { status }) } })
  const error = await auth.login({ email, password }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ name: 'PortalAuthError', operation: 'login' })
})

test.each(['access_token', 'refresh_token'])(
  'F60: a login whose %s is not a header value shows nothing of it',
  async (name) => {
    const body = { access_token: 'good', refresh_token: 'good', user: {}, [name]: 'SECRET\nline' }
    const revoked: (string | null)[] = []
    const fetch = async ({ headers }: Request): Promise<Response> => {
      if (headers.has('authorization')) revoked.push(headers.get('authorization'))
      return Response.json(body)
    }
    const { auth, browser } = createScenario({ client: { fetch } })
    const outcome = await browser.run(auth.login({ email, password })).catch((reason: unknown) => reason)
    expect(outcome).toMatchObject({ code: 'unexpected_response' })
    expect(revoked).toEqual(name === 'access_token' ? [] : ['Bearer good'])
    expect(JSON.stringify(outcome)).not.toContain('SECRET')
    expect(String(outcome)).not.toContain('SECRET')
  },
)

test.each(['.', '..', ''])('F60: the tenant slug "%s" leads to no other operation', async (tenantSlug) => {
  const sent: string[] = []
  const scenario = createScenario({ user: { mfa: ['email'] } })
  const { auth, browser, tab } = scenario
  tab.network = (request, next) => {
    sent.push(request.url)
    return next(request)
  }
  const identified = await browser.run(auth.identify({ email }))
  if (identified.step !== 'password') throw new Error(identified.step)
  const mfa = await browser.run(identified.authenticate({ password }))
  if (mfa.step !== 'mfa') throw new Error(mfa.step)
  await expect(mfa.sendEmailCode({ tenantSlug })).rejects.toMatchObject({ code: 'validation_failed' })
  expect(sent.filter((url) => url.includes('email/send'))).toEqual([])
})

test.each([
  ['that is not JSON', (text: string) => text],
  ['that is JSON', (text: string) => `{"a":"${text}"}`],
])('F60: an error response of 200 kB %s, with escapes and a large number, is read in no time', async (_, wrap) => {
  const body = wrap(`1234567890123456789${'\\"'.repeat(100_000)}`)
  const { auth } = createScenario({ client: { fetch: async () => new Response(body, { status: 401 }) } })
  const beganMs = performance.now()
  await expect(auth.login({ email, password })).rejects.toMatchObject({ operation: 'login' })
  expect(performance.now() - beganMs).toBeLessThan(3_000)
})

test.each(['SECRET\nline', 'SECRET\u00fc', 7, {}])(
  'F60: a refresh that answers with the refresh token %j does not go on with the used one',
  async (refresh_token) => {
    const scenario = await createSignedInScenario({
      network: async (request, next) => {
        const response = await next(request)
        return isRefresh(request) ? Response.json({ ...(await response.json()), refresh_token }) : response
      },
    })
    const { auth, browser } = scenario
    const error = await browser.run(auth.refresh()).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'unexpected_response' })
    expect(String(error)).not.toContain('SECRET')
    expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
  },
)
