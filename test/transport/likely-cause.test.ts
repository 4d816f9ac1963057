import { afterEach, expect, test, vi } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import { createPortalAuth, type PortalAuthOptions } from '../../src/index.ts'
import { expectStep } from '../support/client/expect-step.ts'

const baseUrl = 'https://portal.example/scaikey'
const identifyUrl = `${baseUrl}/api/v1/auth/identify`
const html = '<!doctype html><title>App</title>'

afterEach(() => vi.unstubAllGlobals())

async function messageOf(options: Partial<PortalAuthOptions>): Promise<string> {
  using auth = createPortalAuth({ baseUrl, ...options })
  const error: unknown = await auth.identify({ email: 'planted@example.com' }).catch((thrown: unknown) => thrown)
  return error instanceof Error ? error.message : ''
}

test.each<[string, Response, string]>([
  [
    '404',
    Response.json({ detail: 'Not Found' }, { status: 404 }),
    'Does baseUrl lack a path prefix, or does a proxy drop or keep one? (unexpected_response; identify, 404)',
  ],
  ['405', Response.json({}, { status: 405 }), 'does a server of static files stand in front of the portal?'],
  ['415', Response.json({}, { status: 415 }), 'drop the header content-type?'],
  [
    '422 for the whole body',
    Response.json(
      { detail: [{ type: 'x', loc: ['body'], msg: 'Input should be a valid dictionary' }] },
      { status: 422 },
    ),
    'drop the header content-type?',
  ],
  ['a page', new Response(html), 'does a development server answer each path with its index.html?'],
  ['a page as 404', new Response(html, { status: 404 }), 'Does baseUrl lack a path prefix'],
  ['403 by a gateway', new Response(html, { status: 403 }), 'A gateway refused the request: does it want a cookie'],
  [
    'a wish for a CSRF token',
    Response.json({ detail: 'CSRF token missing' }, { status: 403 }),
    'Does it want a cookie, a key or a CSRF token? The options credentials and headers send them.',
  ],
  ['502', new Response(html, { status: 502 }), 'A proxy may not have reached the portal: is it running?'],
  ['500 without a body', new Response('', { status: 500 }), 'is it running?'],
])('errors: %s names the request, the status and the likely cause', async (_, response, hint) => {
  const message = await messageOf({ fetch: async () => response })
  expect(message).toContain(`: POST ${identifyUrl} was answered with ${response.status}. `)
  expect(message).toContain(hint)
  expect(message).not.toContain('planted')
})

test.each([
  ['a wrong password', 401, { detail: 'Invalid credentials' }],
  ['a wrong field', 422, { detail: [{ loc: ['body', 'email'], msg: 'No' }] }],
  ['a failure of the portal', 500, { detail: 'no' }],
])('errors: %s names the request and no cause that it does not have', async (_, status, body) => {
  const message = await messageOf({ fetch: async () => Response.json(body, { status }) })
  expect(message).toMatch(new RegExp(`: POST ${identifyUrl} was answered with ${status} \\(`))
})

test('errors: a response that a page may not read names the mode no-cors', async () => {
  const opaque = { ...plain(0), type: 'opaque' } as unknown as Response
  expect(await messageOf({ fetch: async () => opaque })).toContain('mode no-cors')
})

test('errors: an unexpected refusal of a refresh asks for the other client', async () => {
  const portal = createPortalMock()
  using auth = createPortalAuth({ baseUrl: 'https://portal.example', fetch: portal.fetch })
  await auth.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  portal.clock.advance(40 * 24 * 3_600_000)
  await expect(auth.refresh()).rejects.toThrow(/auth\/refresh was answered with 401\. Did another client use/)
})

const unreachable = async (): Promise<Response> => {
  throw new TypeError('fetch failed')
}

test.each<[string, string | undefined, Partial<PortalAuthOptions>, string]>([
  ['a server', undefined, {}, 'Is a server running at https://portal.example?'],
  ['a page of the same origin', 'https://portal.example/app', {}, 'Is a server running at https://portal.example?'],
  [
    'a page of another origin',
    'https://app.example/login?code=planted',
    {},
    'does it allow the origin https://app.example and what the options add (CORS)?',
  ],
  [
    'a page over https',
    'https://app.example/login',
    { baseUrl: 'http://portal.example' },
    'A page over https cannot send requests over http.',
  ],
])('errors: no response to %s names the request and the likely cause', async (_, href, options, hint) => {
  if (href) vi.stubGlobal('location', new URL(href))
  const message = await messageOf({ fetch: unreachable, ...options })
  expect(message).toContain(`: POST ${options.baseUrl ?? baseUrl}/api/v1/auth/identify. `)
  expect(message).toContain(hint)
  expect(message).not.toContain('planted')
})

test('errors: a timeout names the request', async () => {
  const clock = {
    now: () => 0,
    setTimeout: (run: () => void) => {
      queueMicrotask(run)
      return () => {}
    },
  }
  const message = await messageOf({ fetch: () => new Promise(() => {}), clock })
  expect(message).toBe(`no response arrived in time: POST ${identifyUrl} (timeout; identify)`)
})

test('errors: the MFA token in a URL is not in the message', async () => {
  const portal = createPortalMock()
  let isDown = false
  using auth = createPortalAuth({
    baseUrl: 'https://portal.example',
    fetch: (request) => (isDown ? unreachable() : portal.fetch(request)),
  })
  const step = await auth.identify({ email: 'email@acme.example' })
  const next = await step.authenticate({ password: 'email-password-1', tenantId: step.tenants[0]?.id ?? '' })
  expectStep(next, 'mfa')
  isDown = true
  await expect(next.sendEmailCode()).rejects.toThrow(
    /POST https:\/\/portal\.example\/api\/v1\/auth\/tenants\/acme\/mfa\/email\/send\. Is a server/,
  )
})

/** What the client uses of a response. */
function plain(status: number): object {
  return { status, ok: false, headers: new Headers(), text: async () => '' }
}
