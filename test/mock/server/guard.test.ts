import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { type PortalServerOptions, startPortalServer } from '../../../mock/server/server.ts'
import { createTestPortal } from '../../support/mock/driver.ts'
import { rawRequest } from '../../support/mock/raw-request.ts'

async function start(options: PortalServerOptions = {}) {
  const server = await startPortalServer(options)
  onTestFinished(() => server.close())
  return server
}

const json = { 'content-type': 'application/json' }
const forms = ['', '/p/one', '/portal', '/portal/p/one', '/p/one/portal']
const fault = '{"operation":"me","then":"network-error"}'

test.for([
  ['localhost', 200],
  ['localhost:4010', 200],
  ['LOCALHOST.', 200],
  ['app.localhost', 200],
  ['127.0.0.1:1', 200],
  ['127.8.9.10', 200],
  ['[::1]:4010', 200],
  ['evil.example', 403],
  ['localhost.evil.example', 403],
  ['127.0.0.1.evil.example', 403],
  ['evillocalhost', 403],
  ['0.0.0.0', 403],
  ['192.168.0.9', 403],
  ['[::2]', 403],
  ['[::ffff:192.168.0.9]', 403],
  ['mock.internal', 403],
] as const)('guard: a request to host %j is answered with %s', async ([host, status]) => {
  const { url } = await start()
  for (const path of [
    '/api/v1/platform/.well-known/jwks.json',
    '/__mock__/',
    '/__mock__/clock',
    '/p/one/__mock__/clock',
  ]) {
    const answer = await rawRequest(`${url}${path}`, { headers: { host, origin: 'http://localhost:5173' } })
    expect([path, answer.status]).toEqual([path, status])
    if (status === 403) expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  }
})

test('guard: allowHosts adds names, and host its own, in requests and origins', async () => {
  const { url } = await start({ allowHosts: ['mock.internal', '192.168.0.9', '::2'] })
  for (const host of ['mock.internal', 'MOCK.internal:80', '192.168.0.9:4010', '[::2]:1']) {
    const headers = { host, origin: `http://${host}` }
    expect([host, (await rawRequest(`${url}/__mock__/clock`, { headers })).status]).toEqual([host, 200])
  }
  const refused = await rawRequest(`${url}/api/v1/me`, { headers: { host: 'other.internal' } })
  expect(JSON.parse(refused.body).detail).toContain('start the mock with --allow-host other.internal')
  const everywhere = await start({ host: '0.0.0.0' })
  const at = (host: string) => rawRequest(`http://127.0.0.1:${everywhere.port}/__mock__/clock`, { headers: { host } })
  expect([(await at('0.0.0.0')).status, (await at('192.168.0.9')).status]).toEqual([200, 403])
  await expect(startPortalServer({ allowHosts: ['mock:80'] })).rejects.toThrow(
    'startPortalServer(): allowHosts.0 must be the name or address of a host, without a port; got "mock:80"',
  )
})

test('guard: a target in absolute form is judged by its own host too', async () => {
  const { port } = await start()
  const socket = connect(port, '127.0.0.1')
  socket.write('GET http://evil.example/__mock__/clock HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
  expect((await socket.toArray()).join('')).toContain('HTTP/1.1 403')
})

test.for([
  ['a foreign origin', { origin: 'http://evil.example' }],
  ['an origin that begins as ours', { origin: 'http://127.0.0.1.evil.example' }],
  ['no origin that a server has', { origin: 'null' }],
  ['an extension', { origin: 'chrome-extension://localhost' }],
  ['another site without an origin', { 'sec-fetch-site': 'cross-site' }],
  ['another site of this machine', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:5173' }],
] as const)('guard: %s cannot use the control API in any form', async ([, foreign]) => {
  const { url, portal } = await start()
  for (const form of forms) {
    for (const [method, name, body] of [
      ['GET', '', undefined],
      ['HEAD', '', undefined],
      ['GET', 'users', undefined],
      ['GET', 'snapshot', undefined],
      ['GET', 'portals', undefined],
      ['OPTIONS', 'faults', undefined],
      ['POST', 'faults', fault],
      ['POST', 'reset', undefined],
      ['PUT', 'snapshot', '{}'],
      ['PATCH', 'policy', '{}'],
      ['DELETE', 'portals', undefined],
      ['GET', 'no-such-route', undefined],
    ] as const) {
      const headers = { ...foreign, ...json, 'x-mock-portal': 'two', 'access-control-request-method': 'POST' }
      const answer = await rawRequest(`${url}${form}/__mock__/${name}`, { method, headers, ...(body && { body }) })
      expect([form, method, name, answer.status]).toEqual([form, method, name, 403])
      expect(Object.keys(answer.headers).filter((header) => header.startsWith('access-control'))).toEqual([])
    }
  }
  expect(portal.faults.list()).toEqual([])
  expect(JSON.parse((await rawRequest(`${url}/__mock__/portals`)).body)).toEqual([])
})

test('guard: the portal itself answers every origin, and pages of this machine use the control API', async () => {
  const { url } = await start()
  const origin = 'http://evil.example'
  const { status, headers } = await rawRequest(`${url}/api/v1/me`, {
    headers: { origin, 'sec-fetch-site': 'cross-site' },
  })
  expect([status, headers['access-control-allow-origin']]).toEqual([401, origin])
  for (const origin of [
    'http://localhost:5173',
    'https://app.localhost',
    'http://127.0.0.1:3000',
    'http://[::1]:1',
    url,
  ]) {
    for (const site of ['same-origin', 'same-site', 'none']) {
      const answer = await rawRequest(`${url}/__mock__/clock`, { headers: { origin, 'sec-fetch-site': site } })
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, origin])
    }
  }
})

test.for([
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['multipart/form-data; boundary=x', 415],
  ['text/plain; application/json', 415],
  ['application/jsonp', 415],
  [undefined, 415],
  ['application/json', 200],
  ['application/json; charset=utf-8', 200],
  ['Application/JSON', 200],
] as const)('guard: a body of type %j for the control API is answered with %s', async ([type, status]) => {
  const { url, portal } = await start()
  const headers = type === undefined ? {} : { 'content-type': type }
  for (const form of forms) {
    const answer = await rawRequest(`${url}${form}/__mock__/faults`, { method: 'POST', headers, body: fault })
    expect([form, answer.status]).toEqual([form, status])
  }
  const chunked = { ...headers, 'transfer-encoding': 'chunked' }
  expect((await rawRequest(`${url}/__mock__/faults`, { method: 'POST', headers: chunked, body: fault })).status).toBe(
    status,
  )
  expect(portal.faults.list()).toHaveLength(status === 200 ? 3 : 0)
  expect((await rawRequest(`${url}/__mock__/reset`, { method: 'POST' })).status).toBe(200)
})

test('guard: the body of a refused request is not kept', async () => {
  const { url } = await start()
  const headers = { ...json, origin: 'http://evil.example' }
  const answer = await rawRequest(`${url}/__mock__/snapshot`, { method: 'PUT', headers, body: ' '.repeat(5_000_000) })
  expect(answer.status).toBe(403)
})

test.for([
  ['text/html', true],
  ['text/html; charset=utf-8', true],
  ['image/svg+xml', true],
  ['application/json, text/html', true],
  ['text/javascript', true],
  [undefined, true],
  ['application/json', false],
  ['application/problem+json; charset=utf-8', false],
] as const)('sandbox: a planned answer of type %j: %s', async ([type, isSandboxed]) => {
  const { url, portal } = await start()
  const headers = { 'Content-Security-Policy': "default-src 'self'", ...(type && { 'Content-Type': type }) }
  portal.faults.add({ operation: 'me', then: { status: 200, headers, body: 'a text' } })
  const answer = await rawRequest(`${url}/api/v1/me`)
  expect([answer.headers['content-security-policy'], answer.headers['x-content-type-options']]).toEqual(
    isSandboxed ? ['sandbox', 'nosniff'] : ["default-src 'self'", undefined],
  )
})

test('sandbox: an error response of the policy with another type is sandboxed too', async () => {
  const { url } = await start({
    policy: { refusals: { notAuthenticated: { headers: { 'content-type': 'text/html' } } } },
  })
  expect((await rawRequest(`${url}/api/v1/me`)).headers['content-security-policy']).toBe('sandbox')
})

test.for(['set-cookie', 'Set-Cookie', 'SET-COOKIE2', 'clear-site-data'])(
  'cookies: %s is refused in faults and policies',
  (name) => {
    const { portal } = createTestPortal()
    const headers = { [name]: 'session=1' }
    const because = `headers.${name} must be left out, because cookies belong to every server on the same host; got "session=1"`
    expect(() => portal.faults.add({ operation: 'me', then: { status: 200, headers } })).toThrow(
      `faults.add(): fault.then.${because}`,
    )
    expect(() => portal.policy.change({ refusals: { notAuthenticated: { headers } } })).toThrow(
      `policy.change(): policy.refusals.notAuthenticated.${because}`,
    )
  },
)

test('guard: no path leads a foreign page to the control API', { timeout: 60_000 }, async () => {
  const { url } = await start()
  const segment = fc.constantFrom(
    ...['__mock__', '__mock__', 'faults', 'p', 'p', 'one', 'api', 'v1', 'portal', 'tenants', '.well-known', ''],
    ...[
      '..',
      '.',
      '%2e%2e',
      '%5F_mock__',
      '__MOCK__',
      '__mock__%2Ffaults',
      'openid-configuration',
      '\\',
      ';',
      '__mock__;',
    ],
  )
  const path = fc.array(segment, { minLength: 1, maxLength: 6 })
  const ask = (segments: readonly string[], origin: string) =>
    rawRequest(`${url}/${segments.join('/')}/__mock__/faults`.replace('//__mock__', '/__mock__'), {
      method: 'POST',
      headers: { ...json, origin },
      body: fault,
    })
  let reached = 0
  await fc.assert(
    fc.asyncProperty(path, async (segments) => {
      const refused = await ask(segments, 'http://evil.example')
      expect(refused.status).not.toBe(200)
      const allowed = await ask(segments, 'http://localhost:5173')
      if (allowed.status === 200) {
        reached += 1
        expect(refused.status).toBe(403)
      }
    }),
    // Slashes that a URL reads as a host, once.
    { numRuns: 300, examples: [[['p', 'v1', '\\', '__mock__']], [['p', 'v1', '', '', '__mock__']]] },
  )
  expect(reached).toBeGreaterThan(50)
})
