import { format, inspect } from 'node:util'
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest'
import { isPortalAuthError, type PortalAuth, PortalAuthError } from '../src/index.ts'
import { expectStep } from './support/client/expect-step.ts'
import { flowOf } from './support/client/flow-of.ts'
import { createScenario, type Scenario } from './support/client/scenario.ts'
import { skipPauses } from './support/client/skip-pauses.ts'

const consoleMethods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const
let spies: MockInstance[] = []
beforeEach(() => {
  spies = consoleMethods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}))
})
afterEach(() => vi.restoreAllMocks())

const email = 'ada@example.com'
const password = 'planted-password'
const wrongPassword = 'planted-wrong-password'
const wrongCode = 'planted-wrong-code'
const bareToken = 'planted-bare-token'

/** How a request may end. Each ending contains the URL and the body of the request. */
const endings: Record<string, (said: string, url: string) => Promise<Response>> = {
  'a network error that names the URL': async (_, url) => {
    throw new TypeError(`error sending request for url (${url})`, { cause: new Error(url) })
  },
  'a page that quotes the request': async (said) => new Response(`<p>${said}`, { status: 500 }),
  'an error response that quotes the request': async (said) =>
    Response.json({ detail: { code: said, message: said, retry_after: 0 } }, { status: 401 }),
  'a validation error with the input': async (said) =>
    Response.json({ detail: [{ loc: ['body', 'field'], msg: 'No', type: 'x', input: said }] }, { status: 422 }),
  'truncated JSON': async (said) => new Response(`{"access_token":"${said}`),
  'nothing but a token': async () => new Response(bareToken),
  'a response of another shape': async (said) => Response.json({ quoted: said, access_token: [said], user: said }),
}

/** A client, the secrets of its portal, and everything that an application could print of it. */
interface Watch extends Scenario {
  readonly secrets: Set<string>
  readonly seen: unknown[]
  /** Records the value or the error of a call. */
  readonly keep: <T>(call: T | Promise<T>) => Promise<T | undefined>
  /** How the next request ends. */
  endNext: ((said: string, url: string) => Promise<Response>) | undefined
}

function createWatch(): Watch {
  const secrets = new Set<string>([password, wrongPassword, wrongCode, bareToken])
  const seen: unknown[] = []
  const watch: Watch = {
    ...createScenario({
      user: { mfa: ['totp', 'email', 'backup_code'] },
      client: {
        channel: { post: (...posted: unknown[]) => void seen.push(posted), subscribe: () => () => {} },
        onEvent: (event) => seen.push(event),
        clock: { setTimeout: skipPauses },
      },
      network: async (request, next) => {
        const said = `${request.url} ${request.headers.get('authorization')} ${await request.clone().text()}`
        const ending = watch.endNext
        watch.endNext = undefined
        if (ending) return ending(said.replaceAll('"', "'"), request.url)
        const response = await next(request)
        for (const [, token = ''] of (await response.clone().text()).matchAll(/_token": ?"([^"]+)"/g))
          secrets.add(token)
        return response
      },
    }),
    secrets,
    seen,
    endNext: undefined,
    keep: (call) =>
      Promise.resolve(call).then(
        (value) => {
          seen.push(value)
          return value
        },
        (error: unknown) => {
          seen.push(error)
          return undefined
        },
      ),
  }
  const user = watch.portal.users.find(email)
  watch.portal.users.add({ email: 'plain@example.com', password, tenants: ['acme'] })
  for (const secret of [user?.totpSecret, ...(user?.backupCodes ?? [])]) secrets.add(secret ?? '')
  for (const store of [watch.auth.session, flowOf(watch.auth)])
    store.subscribe((snapshot: unknown) => seen.push(snapshot))
  seen.push(watch.auth, flowOf(watch.auth).getSnapshot())
  return watch
}

/** Every form in which a value, and each cause of an error, can be printed. */
function print(value: unknown): string {
  const texts = [
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null, maxArrayLength: null }),
    format('%s %o %O %j', value, value, value, value),
    JSON.stringify(value) ?? '',
    String(value),
  ]
  if (value instanceof Error) texts.push(value.message, value.stack ?? '', value.cause ? print(value.cause) : '')
  return texts.join('\n')
}

function leaksOf({ secrets, seen, events }: Watch): readonly string[] {
  expect(secrets.size).toBeGreaterThan(8)
  const printed = [...seen, ...events, ...spies.flatMap((spy) => spy.mock.calls)].map(print)
  return [...secrets].filter((secret) => secret !== '' && printed.some((text) => text.includes(secret)))
}

async function stepOf(auth: PortalAuth) {
  const identified = await auth.identify({ email })
  expectStep(identified, 'password')
  return identified
}

async function challengeOf(auth: PortalAuth) {
  const next = await (await stepOf(auth)).authenticate({ password })
  expectStep(next, 'mfa')
  return next
}

const signIn = (auth: PortalAuth) => auth.login({ email: 'plain@example.com', password })
/** Each call that sends or receives a secret: its preparation, and the call itself. */
const calls: Record<string, (auth: PortalAuth) => Promise<() => Promise<unknown>>> = {
  identify: async (auth) => () => auth.identify({ email }),
  authenticate: async (auth) => stepOf(auth).then((step) => () => step.authenticate({ password })),
  login: async (auth) => () => signIn(auth),
  sendEmailCode: async (auth) => challengeOf(auth).then((step) => () => step.sendEmailCode()),
  verify: async (auth) => challengeOf(auth).then((step) => () => step.verify({ method: 'totp', code: wrongCode })),
  refresh: async (auth) => signIn(auth).then(() => () => auth.refresh()),
  fetch: async (auth) => signIn(auth).then(() => () => auth.fetch('https://portal.example/api/v1/me')),
  logout: async (auth) => signIn(auth).then(() => () => auth.logout()),
}

test.each(Object.keys(calls).flatMap((call) => Object.keys(endings).map((ending) => [call, ending] as const)))(
  'secrets: %s that ends with %s prints none',
  async (call, ending) => {
    const watch = createWatch()
    const run = await calls[call]?.(watch.auth)
    watch.endNext = endings[ending]
    await watch.keep(run?.())
    expect(watch.endNext).toBeUndefined()
    watch.secrets.add('Bearer ')
    // The page's own request, and the response to it, may contain what the page sent.
    if (call === 'fetch') watch.secrets.delete('Bearer ')
    expect(leaksOf(watch)).toEqual([])
  },
)

test('secrets: a login by calls, its session and its logout print none', async () => {
  const watch = createWatch()
  const { auth, portal, keep } = watch
  const identified = await keep(stepOf(auth))
  await keep(identified?.authenticate({ password: wrongPassword }))
  await keep(auth.login({ email, password }))
  const left = new AbortController()
  const leaving = keep(identified?.authenticate({ password }, { signal: left.signal }))
  left.abort()
  await leaving
  const next = await keep(challengeOf(auth))
  await keep(identified?.authenticate({ password }))
  await keep(next?.sendEmailCode())
  watch.secrets.add(portal.outbox.latest(email)?.code ?? '')
  await keep(next?.verify({ method: 'backup_code', code: wrongCode }))
  await keep(next?.verify({ method: 'email', code: portal.outbox.latest(email)?.code ?? '' }))
  await keep(next?.verify({ method: 'totp', code: wrongCode }))
  const token = await auth.getAccessToken()
  expect([...watch.secrets]).toContain(token)
  await keep(auth.refresh())
  await keep(auth.fetch('https://portal.example/api/v1/me', { headers: { authorization: 'Bearer planted' } }))
  portal.clock.advance(31 * 24 * 3_600_000)
  await keep(auth.refresh())
  await keep(signIn(auth))
  await keep(auth.logout())
  await keep(auth.getAccessToken())
  expect(watch.seen.filter(isPortalAuthError).length).toBeGreaterThan(6)
  expect(leaksOf(watch)).toEqual([])
})

test('secrets: a login by the flow prints none', async () => {
  const watch = createWatch()
  const { auth, portal, seen } = watch
  const act = async (action: string, input?: object): Promise<void> => {
    await Reflect.get(flowOf(auth).getSnapshot(), action)(input)
    seen.push(flowOf(auth).getSnapshot())
  }
  await expect.poll(() => flowOf(auth).getSnapshot().pending).toBe(false)
  await act('identify', { email })
  await act('authenticate', { password: wrongPassword })
  await act('authenticate', { password })
  await act('sendEmailCode')
  const code = portal.outbox.latest(email)?.code ?? ''
  watch.secrets.add(code)
  await act('verify', { method: 'email', code: wrongCode })
  await act('verify', { method: 'email', code })
  expect(flowOf(auth).getSnapshot().step).toBe('done')
  expect(leaksOf(watch)).toEqual([])
})

test('secrets: an error prints its fields and never its cause', () => {
  const cause = new Error('planted-in-the-cause', { cause: { token: 'planted-deeper' } })
  const error = new PortalAuthError({ code: 'network', operation: 'verify', cause })
  expect(error.cause).toBe(cause)
  const nested = { error, list: [error], map: new Map([['error', error]]) }
  const texts = [error, nested].flatMap((value) => [
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    format('%s %o %O %j', value, value, value, value),
    JSON.stringify(value),
    String(value),
  ])
  expect(texts.filter((text) => text.includes('planted'))).toEqual([])
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: 'PortalAuthError',
    message: error.message,
    code: 'network',
    operation: 'verify',
    retryable: true,
    '~brand': error['~brand'],
  })
  expect(inspect(error)).toContain('network; verify')
})
