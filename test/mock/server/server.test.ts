import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type PortalServer, startPortalServer } from '../../../mock/server/server.ts'
import { createDriver, createTestPortal } from '../../support/mock/driver.ts'

async function createServed() {
  const { portal } = createTestPortal()
  const server = await startPortalServer({ portal })
  onTestFinished(() => server.close())
  return { server, ...createDriver((path, init) => fetch(`${server.url}${path}`, init)), portal: server.portal }
}

test('server: a whole login goes over HTTP', async () => {
  const { server, portal, password, verify, refresh, me, logout } = await createServed()
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
  const { mfa_token, user_id } = (await password('all@acme.example', 'all-password-1')).body
  const granted = (await verify({ mfa_token, user_id, method: 'totp', code: portal.totp('all@acme.example') })).body
  const { access_token, refresh_token } = (await refresh(granted['refresh_token'])).body
  expect((await me(access_token)).body).toEqual(granted['user'])
  expect((await logout(access_token)).status).toBe(200)
  expect((await refresh(refresh_token)).status).toBe(401)
})

test('server: answers as portal.fetch does, with redirects and error responses', async () => {
  const { server } = await createServed()
  const at = (path: string, init: RequestInit) => fetch(`${server.url}${path}`, { redirect: 'manual', ...init })
  const redirect = await at('/api/v1/auth/identify/', { method: 'POST' })
  expect([redirect.status, redirect.headers.get('location')]).toEqual([307, `${server.url}/api/v1/auth/identify`])
  const wrongMethod = await at('/api/v1/auth/identify', { method: 'HEAD' })
  expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await at('//api/v1/me', {})).status).toBe(404)
})

test('server: a portal with a wrapped fetch gets a real Request', async () => {
  const { portal } = createTestPortal()
  const seen: unknown[] = []
  const wrapped = async (input: Request | URL | string): Promise<Response> => {
    const request = new Request(input)
    seen.push(request.method, await request.clone().json())
    return await portal.fetch(request)
  }
  const server = await startPortalServer({ portal: { ...portal, fetch: wrapped } })
  onTestFinished(() => server.close())
  const { identify } = createDriver((path, init) => fetch(`${server.url}${path}`, init))
  expect((await identify('plain@acme.example')).status).toBe(200)
  expect(seen).toEqual(['POST', { email: 'plain@acme.example' }])
})

test('server: a failure of the mock itself is a response that a page on another origin can read', async () => {
  const portal = { ...createTestPortal().portal, fetch: () => Promise.reject(new RangeError('too far')) }
  const server = await startPortalServer({ portal })
  onTestFinished(() => server.close())
  const response = await fetch(`${server.url}/api/v1/me`, { headers: { origin: 'http://localhost:5173' } })
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([500, 'http://localhost:5173'])
  expect(await response.json()).toEqual({ detail: 'The mock itself failed: RangeError: too far' })
})

test('server: accepts a snapshot of any size', async () => {
  const { server, portal } = await createServed()
  for (let i = 0; i < 4000; i += 1) portal.users.add({ email: `u${i}@acme.example`, password: 'pw' })
  for (const path of ['/__mock__/snapshot', '/p/one/__mock__/snapshot']) {
    const saved = await (await fetch(`${server.url}/__mock__/snapshot`)).text()
    expect(saved.length).toBeGreaterThan(1_048_576)
    const response = await fetch(`${server.url}${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: saved,
    })
    expect([response.status, await response.json()]).toEqual([200, { ok: true }])
  }
})

test('server: a network error and a lost response break the connection', async () => {
  const { portal, login, refresh } = await createServed()
  const { body } = await login({ email: 'plain@acme.example', password: 'plain-password-1' })
  portal.faults.add({ operation: 'refresh', then: 'network-error' })
  await expect(refresh(body['refresh_token'])).rejects.toThrow(TypeError)
  portal.faults.add({ operation: 'refresh', then: 'lose-response' })
  await expect(refresh(body['refresh_token'])).rejects.toThrow(TypeError)
  expect((await refresh(body['refresh_token'])).status).toBe(401)
})

test('server: a browser of another origin may call it with credentials', async () => {
  const { server } = await createServed()
  const origin = 'http://localhost:5173'
  const preflight = await fetch(`${server.url}/api/v1/auth/logout`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })
  expect(preflight.status).toBe(204)
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization,content-type',
  })
  const answer = await fetch(`${server.url}/api/v1/me`, { headers: { origin } })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After')
  expect((await fetch(`${server.url}/api/v1/auth/logout`, { method: 'OPTIONS' })).status).toBe(405)
})

test.for([
  ['GET /api/v1/me HTTP/1.1\r\nhost: a b', '400 Bad Request', 'http://a b/api/v1/me is not a URL'],
  ['OPTIONS * HTTP/1.1\r\nhost: localhost', '400 Bad Request', '* is not a URL'],
  ['GET http://localhost/api/v1/me HTTP/1.1\r\nhost: localhost', '401 Unauthorized', 'Not authenticated'],
] as const)('server: %j is answered with %s', async ([head, status, detail]) => {
  const { server } = await createServed()
  const socket = connect(server.port, '127.0.0.1')
  socket.write(`${head}\r\nconnection: close\r\n\r\n`)
  const answer = (await socket.toArray()).join('')
  expect(answer).toContain(`HTTP/1.1 ${status}`)
  expect(answer).toContain(JSON.stringify({ detail }))
})

test('server: rejects a body of more than a mebibyte', async () => {
  const { server } = await createServed()
  const post = (length: number) =>
    fetch(`${server.url}/api/v1/auth/identify`, { method: 'POST', body: JSON.stringify('x'.repeat(length)) })
  expect((await post(1_048_570)).status).toBe(422)
  expect((await post(1_048_577)).status).toBe(413)
})

test('server: close sends the pending answer and accepts no new request', async () => {
  const { server, portal, identify } = await createServed()
  portal.faults.add({ operation: 'identify', then: { delayMs: 60_000 } })
  const answer = identify('plain@acme.example')
  await expect.poll(() => portal.requests.length).toBe(1)
  const closed = server.close()
  // Not at once: a process that another test forks has the socket too until it has become another program.
  await expect.poll(() => isConnectable(server)).toBe(false)
  portal.clock.advance(60_000)
  expect((await answer).status).toBe(200)
  await closed
  await server.close()
})

test('server: close answers an unread request on a kept-alive connection', async () => {
  const { server } = await createServed()
  const socket = connect(server.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const ask = (): boolean => socket.write('GET /api/v1/me HTTP/1.1\r\nhost: localhost\r\n\r\n')
  ask()
  expect(String(await once(socket, 'data'))).toContain('401 Unauthorized')
  ask()
  const closed = server.close()
  expect((await socket.toArray()).join('')).toMatch(/401 Unauthorized.*connection: close/is)
  await closed
})

test('server: close answers pipelined requests and then ends the connection', async () => {
  const { server, portal } = await createServed()
  portal.faults.add({ operation: 'me', times: 2, then: { delayMs: 60_000 } })
  const socket = connect(server.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const answers = socket.toArray()
  socket.write('GET /api/v1/me HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(2))
  await expect.poll(() => portal.requests.length).toBe(2)
  const closed = server.close()
  portal.clock.advance(60_000)
  expect((await answers).join('').match(/401 Unauthorized/g)).toHaveLength(2)
  await closed
})

test.for([
  ['head', 'POST /api/v1/auth/login HTTP/1.1\r\nhost:'],
  ['body', 'POST /api/v1/auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{'],
] as const)('server: close does not wait for the rest of an incomplete %s', async ([, half]) => {
  const { server } = await createServed()
  const socket = connect(server.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(half)
  await expect.poll(() => socket.bytesWritten).toBe(half.length)
  // What has arrived of it is read by then, or it is a connection that was never used.
  await fetch(`${server.url}/api/v1/me`)
  await server.close()
})

test('server: close ends an unused connection', async () => {
  const { server } = await createServed()
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  const ended = once(socket, 'close')
  await server.close()
  await ended
})

test('server: answers and closes under fake timers', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { server, identify } = await createServed()
  expect((await identify('plain@acme.example')).status).toBe(200)
  // Node itself would wait a minute for what this one sends.
  await once(connect(server.port, '127.0.0.1'), 'connect')
  await server.close()
})

test('server: a port in use rejects with the system’s error', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(startPortalServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('server: a disconnected client ends its delay', async () => {
  const { server, portal, identify } = await createServed()
  portal.faults.add({ operation: 'me', then: { delayMs: 60_000 } })
  const controller = new AbortController()
  const aborted = fetch(`${server.url}/api/v1/me`, { signal: controller.signal })
  await expect.poll(() => portal.requests.length).toBe(1)
  controller.abort()
  await expect(aborted).rejects.toThrow()
  expect((await identify('plain@acme.example')).status).toBe(200)
  expect(portal.requests[0]?.status).toBeNull()
})

function isConnectable({ port }: PortalServer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
