import { expect, test } from 'vitest'
import { createPortalAuth, createPortalClient } from '../../src/index.ts'
import { schemas } from '../../src/schemas.ts'
import { answering } from '../support/client/answering.ts'
import { baseUrl } from '../support/client/scenario.ts'

const email = 'ada@example.com'
const never = (): Promise<Response> => new Promise(() => {})

test('transport: a request that takes too long is aborted, even if fetch ignores its signal', async () => {
  const timers: (() => void)[] = []
  const clock = {
    now: () => 0,
    setTimeout: (run: () => void) => {
      timers.push(run)
      return () => {}
    },
  }
  const auth = createPortalAuth({ baseUrl, fetch: never, clock, timeoutMs: 5 })
  const call = auth.identify({ email })
  timers.at(-1)?.()
  await expect(call).rejects.toMatchObject({ code: 'timeout', operation: 'identify', retryable: true })
})

test('transport: an abort before or during the request rejects the call', async () => {
  const auth = createPortalAuth({ baseUrl, fetch: never })
  const controller = new AbortController()
  const during = auth.identify({ email }, { signal: controller.signal })
  controller.abort()
  await expect(during).rejects.toMatchObject({ code: 'aborted', retryable: false })
  await expect(auth.identify({ email }, { signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' })
})

test.each([
  ['2', undefined, 2000],
  ['2.5', undefined, 2500],
  ['Wed, 01 Jan 2025 00:00:10 GMT', 'Wed, 01 Jan 2025 00:00:00 GMT', 10_000],
  ['Thu, 01 Jan 1970 00:00:10 GMT', undefined, 10_000],
  ['Wed, 01 Jan 2025 00:00:00 GMT', 'Wed, 01 Jan 2025 00:00:10 GMT', 0],
  ['soon', undefined, undefined],
])('transport: Retry-After %s, with Date %s, is %s ms', async (retryAfter, date, retryAfterMs) => {
  const headers = { 'retry-after': retryAfter, ...(date && { date }) }
  const fetch = async (): Promise<Response> => Response.json({}, { status: 429, headers })
  const auth = createPortalAuth({ baseUrl, fetch, clock: { now: () => 0 } })
  await expect(auth.identify({ email })).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs })
})

test.each([
  [{ retry_after: 3 }],
  [{ detail: { code: 'rate_limited', retry_after: 3 } }],
  [{ error: { code: 'RATE_LIMITED', retry_after: 3 } }],
])('transport: %j has the time to wait where the header cannot be read', async (body) => {
  const auth = createPortalAuth({ baseUrl, fetch: async () => Response.json(body, { status: 429 }) })
  await expect(auth.identify({ email })).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 3000 })
})

test('transport: headers are added to every portal request, from a value or a function', async () => {
  const seen: (string | null)[] = []
  const fetch = async (request: Request): Promise<Response> => {
    seen.push(`${request.headers.get('x-app')} ${request.credentials}`)
    return Response.json({ flow_token: 'f', tenants: [], requires_tenant_selection: false })
  }
  await createPortalAuth({ baseUrl, fetch, headers: { 'x-app': 'one' } }).identify({ email })
  let turn = 0
  const auth = createPortalAuth({
    baseUrl,
    fetch,
    headers: async () => ({ 'x-app': `turn ${++turn}` }),
    credentials: 'include',
  })
  await auth.identify({ email })
  await createPortalClient(auth).POST('/api/v1/auth/identify', { body: { email } })
  expect(seen).toEqual(['one same-origin', 'turn 1 include', 'turn 2 include'])
})

test('transport: credentials come from a value or a function, sync or async, which is called for each request', async () => {
  const modes: string[] = []
  const fetch = async (request: Request): Promise<Response> => {
    modes.push(request.credentials)
    return Response.json({ flow_token: 'f' })
  }
  let turn = 0
  for (const credentials of [
    'omit',
    () => (turn++ ? ('omit' as const) : ('include' as const)),
    async () => 'include' as const,
  ] as const) {
    const auth = createPortalAuth({ baseUrl, fetch, credentials })
    await auth.identify({ email })
    await createPortalClient(auth).POST('/api/v1/auth/identify', { body: { email } })
  }
  expect(modes).toEqual(['omit', 'omit', 'include', 'omit', 'include', 'include'])
})

test('transport: without a function among the options a request leaves at once', () => {
  let isSent = false
  const fetch = (): Promise<Response> => {
    isSent = true
    return never()
  }
  const auth = createPortalAuth({ baseUrl, fetch, headers: { 'x-app': 'one' }, credentials: 'include' })
  void auth.identify({ email }).catch(() => {})
  expect(isSent).toBe(true)
})

test('transport: a path prefix of baseUrl stays in front of the operations', async () => {
  const urls: string[] = []
  const fetch = async (request: Request): Promise<Response> => {
    urls.push(request.url)
    return answering(200, {})(request)
  }
  await createPortalAuth({ baseUrl: 'https://app.example/scaikey/', fetch }).identify({ email })
  expect(urls).toEqual(['https://app.example/scaikey/api/v1/auth/identify'])
})

test('transport: a relative baseUrl without a page is an error that says what to pass', async () => {
  const call = createPortalAuth({ baseUrl: '/scaikey' }).identify({ email })
  await expect(call).rejects.toMatchObject({
    message: expect.stringContaining('baseUrl must be absolute'),
    retryable: false,
  })
})

test('transport: with schemas every response is validated, and the error has the path and not the value', async () => {
  const fetch = async (): Promise<Response> =>
    Response.json({ flow_token: 'planted-secret', tenants: 'planted-secret' })
  const auth = createPortalAuth({ baseUrl, fetch, schemas })
  const error = await auth.identify({ email }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'unexpected_response', message: expect.stringContaining('/tenants') })
  expect(String(error)).not.toContain('planted-secret')
})

test('transport: with schemas an unknown field is kept', async () => {
  const answer = { flow_token: 'f', tenants: [{ id: 't', later: 1 }], requires_tenant_selection: false, later: 1 }
  const auth = createPortalAuth({ baseUrl, fetch: async () => Response.json(answer), schemas })
  expect((await auth.identify({ email })).tenants[0]?.raw).toEqual({ id: 't', later: 1 })
})
