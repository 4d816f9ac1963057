import { connect } from 'node:net'
import { decodeJwt } from 'jose'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { FaultRule } from '../../../mock/index.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import { createTestPortal } from '../../support/mock/driver.ts'
import { transportNames, transports } from '../../support/mock/transports.ts'

async function createLoggedIn() {
  const driven = createTestPortal()
  const { body } = await driven.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  return { ...driven, token: body['refresh_token'] }
}

test('faults: a status is sent the planned number of times, and the server does not act', async () => {
  const { portal, refresh, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', times: 2, then: { status: 503, headers: { 'retry-after': '7' } } })
  for (let i = 0; i < 2; i += 1) {
    const answer = await refresh(token)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7'])
  }
  expect((await refresh(token)).status).toBe(200)
})

test('faults: a status is sent with the planned body', async () => {
  const { portal, identify } = await createLoggedIn()
  portal.faults.add({ operation: 'identify', then: { status: 418, body: { error: 'teapot' } } })
  expect(await identify('plain@acme.example')).toMatchObject({ status: 418, body: { error: 'teapot' } })
  portal.faults.add({
    operation: 'identify',
    then: { status: 502, body: '<h1>Bad gateway</h1>', headers: { 'content-type': 'text/html' } },
  })
  const html = await portal.fetch('/api/v1/auth/identify', { method: 'POST', body: '{}' })
  expect([html.headers.get('content-type'), await html.text()]).toEqual(['text/html', '<h1>Bad gateway</h1>'])
})

test('faults: a network error rejects with a TypeError before the server acts', async () => {
  const { portal, refresh, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', then: 'network-error' })
  await expect(refresh(token)).rejects.toThrow(TypeError)
  expect(portal.requests.at(-1)).toMatchObject({ operation: 'refresh', status: null, fault: 1 })
  expect((await refresh(token)).status).toBe(200)
})

test('faults: a lost response rejects with a TypeError after the server acted', async () => {
  const { portal, refresh, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', then: 'lose-response' })
  await expect(refresh(token)).rejects.toThrow(TypeError)
  expect((await refresh(token)).status).toBe(401)
})

test('faults: malformed JSON has the status of an answer and does not parse', async () => {
  const { portal, refresh, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', then: 'malformed-json' })
  await expect(refresh(token)).rejects.toThrow(SyntaxError)
  expect(portal.requests.at(-1)?.status).toBe(200)
})

test('faults: a delayed request waits for the clock, then the server acts', async () => {
  const { portal, identify } = await createLoggedIn()
  portal.faults.add({ operation: 'identify', then: { delayMs: 60_000 } })
  let isAnswered = false
  const answer = identify('plain@acme.example').finally(() => {
    isAnswered = true
  })
  portal.clock.advance(59_999)
  await new Promise(setImmediate)
  expect(isAnswered).toBe(false)
  portal.clock.advance(1)
  expect((await answer).status).toBe(200)
})

test('faults: a delay can hold the response after the server acted', async () => {
  for (const [holds, status] of [
    ['request', 200],
    ['response', 401],
  ] as const) {
    const { portal, refresh, token } = await createLoggedIn()
    portal.faults.add({ operation: 'refresh', then: { delayMs: 60_000, holds } })
    const late = refresh(token)
    await expect.poll(() => portal.requests.at(-1)?.operation).toBe('refresh')
    await new Promise(setImmediate)
    expect([holds, (await refresh(token)).status]).toEqual([holds, status])
    portal.clock.advance(60_000)
    await late
  }
})

test('faults: an aborted delay rejects with the signal’s reason', async () => {
  const { portal } = await createLoggedIn()
  portal.faults.add({ operation: 'me', then: { delayMs: 60_000 } })
  const controller = new AbortController()
  const answer = portal.fetch('/api/v1/me', { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
  await expect(portal.fetch('/api/v1/me', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
})

test('faults: a delay ends by the timer if the clock is not advanced', async () => {
  const waits: number[] = []
  const timer = {
    start(callback: () => void, delayMs: number) {
      waits.push(delayMs)
      queueMicrotask(callback)
      return () => {}
    },
  }
  const { portal, identify } = createTestPortal({ timer })
  portal.faults.add({ operation: 'identify', then: { delayMs: 5_000 } })
  expect((await identify('plain@acme.example')).status).toBe(200)
  expect(waits).toEqual([5_000])
})

test('faults: only matching operations, with "*" for any and "always" without end', async () => {
  const { portal, identify, refresh, token } = await createLoggedIn()
  portal.faults.add({ operation: 'me', then: { status: 500 } })
  const any = portal.faults.add({ operation: '*', times: 'always', then: { status: 502 } })
  for (let i = 0; i < 3; i += 1) expect((await identify('plain@acme.example')).status).toBe(502)
  expect(portal.faults.list()).toEqual([
    { id: 1, operation: 'me', times: 1, remaining: 1, then: { status: 500 } },
    { id: 2, operation: '*', times: 'always', remaining: 'always', then: { status: 502 } },
  ])
  expect([any.remove(), any.remove()]).toEqual([true, false])
  expect((await refresh(token)).status).toBe(200)
  portal.faults.clear()
  expect(portal.faults.list()).toEqual([])
})

test('faults: nth plays on that call and not before', async () => {
  const { portal, identify } = await createLoggedIn()
  portal.faults.add({ operation: 'identify', nth: 3, times: 2, then: { status: 503 } })
  const statuses: number[] = []
  for (let i = 0; i < 6; i += 1) statuses.push((await identify('plain@acme.example')).status)
  expect(statuses).toEqual([200, 200, 503, 503, 200, 200])
})

test('faults: a probability plays on its share of the calls, the same for a seed, also after a snapshot', async () => {
  const runOf = async (seed: number, throughSnapshot = false) => {
    const { portal, get } = createTestPortal({ seed })
    portal.faults.add({ operation: 'jwks', times: 'always', probability: 0.3, then: { status: 503 } })
    let run = ''
    for (let i = 0; i < 200; i += 1) {
      if (throughSnapshot && i === 100) portal.restore(JSON.parse(JSON.stringify(portal.snapshot())))
      run += (await get('/api/v1/platform/.well-known/jwks.json')).status === 503 ? 'x' : '.'
    }
    return run
  }
  const run = await runOf(1)
  expect(run.replaceAll('.', '').length).toBeGreaterThan(40)
  expect(run.replaceAll('.', '').length).toBeLessThan(80)
  expect([await runOf(1), await runOf(1, true)]).toEqual([run, run])
  expect(await runOf(2)).not.toBe(run)
})

test('faults: nth counts calls on which another fault is played', async () => {
  const { portal, identify } = await createLoggedIn()
  portal.faults.add({ operation: 'identify', then: { status: 503 } })
  portal.faults.add({ operation: 'identify', nth: 2, then: { status: 500 } })
  const statuses = []
  for (let i = 0; i < 3; i += 1) statuses.push((await identify('plain@acme.example')).status)
  expect(statuses).toEqual([503, 500, 200])
})

test('faults: a fault is a copy of the rule it was added with', async () => {
  const { portal, identify } = await createLoggedIn()
  const then = { status: 503, body: { detail: 'as added' } }
  const fault = portal.faults.add({ operation: 'identify', times: 'always', then })
  then.status = 700
  then.body.detail = 'as changed'
  Object.assign(fault.then, { status: 701 })
  expect(await identify('plain@acme.example')).toMatchObject({ status: 503, body: { detail: 'as added' } })
})

test('faults: a restored portal continues to count, and an old handle does not remove a new fault', async () => {
  const { portal } = createTestPortal()
  const before = portal.snapshot()
  const old = portal.faults.add({ operation: 'me', then: { status: 503 } })
  const saved = portal.snapshot()
  old.remove()
  const { portal: other } = createTestPortal()
  other.restore(saved)
  expect(other.faults.add({ operation: 'me', then: { status: 503 } }).id).toBe(2)
  portal.restore(before)
  expect(portal.faults.add({ operation: 'jwks', then: { status: 500 } }).id).toBe(1)
  expect([old.remove(), portal.faults.list().length]).toEqual([false, 1])
  const kept = portal.faults.add({ operation: 'me', then: { status: 503 } })
  portal.restore(portal.snapshot())
  expect([kept.remove(), portal.faults.remove(kept.id)]).toEqual([false, true])
  portal.reset()
  expect(portal.snapshot()).toEqual(before)
})

test('faults: a body is cut off under fake timers too', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { portal, identify } = await createLoggedIn()
  portal.faults.add({ operation: 'identify', then: 'truncated-body' })
  await expect(identify('plain@acme.example')).rejects.toThrow(TypeError)
})

test('faults: unfired lists faults that were never played', async () => {
  const { portal, identify, get } = await createLoggedIn()
  portal.faults.add({ operation: 'identify', times: 'always', then: { status: 503 } })
  const never = { operation: 'refresh', nth: 2, then: 'network-error' } as const
  portal.faults.add(never)
  await identify('plain@acme.example')
  expect(portal.faults.unfired()).toEqual([{ id: 2, times: 1, remaining: 1, ...never }])
  expect((await get('/__mock__/faults/unfired')).body).toEqual(portal.faults.unfired())
})

test('faults: expired-token answers with an expired token', async () => {
  const { portal, refresh, me, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', then: 'expired-token' })
  const first = (await refresh(token)).body
  expect((await me(first['access_token'])).status).toBe(401)
  const second = (await refresh(first['refresh_token'])).body
  expect((await me(second['access_token'])).status).toBe(200)
})

test('faults: a clock skew affects one request only', async () => {
  const { portal, refresh, me, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', then: { clockSkewMs: 31 * 24 * 3_600_000 } })
  expect((await refresh(token)).status).toBe(401)
  portal.faults.add({ operation: 'refresh', then: { clockSkewMs: -7_200_000 } })
  const { body } = await refresh(token)
  const { iat } = decodeJwt(String(body['access_token']))
  expect(iat).toBe((portal.clock.now() - 7_200_000) / 1000)
  expect((await me(body['access_token'])).status).toBe(401)
  expect((await refresh(body['refresh_token'])).status).toBe(200)
})

test.for(transportNames.flatMap((name) => [[name, 'connection-reset'] as const, [name, 'truncated-body'] as const]))(
  'faults: over %s %s arrives with its status and breaks in the body',
  async ([name, then]) => {
    const { portal, login, refresh } = createTestPortal()
    const { refresh_token } = (await login({ email: 'plain@acme.example', password: 'plain-password-1' })).body
    const reached = await transports[name](portal)
    onTestFinished(() => reached.close())
    portal.faults.add({ operation: 'refresh', then })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
    const response = await reached.send('/api/v1/auth/refresh', { ...init, body: JSON.stringify({ refresh_token }) })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow(TypeError)
    // The server acted: the token is spent.
    expect((await refresh(refresh_token)).status).toBe(401)
  },
)

test.for([
  ['connection-reset', 'ECONNRESET'],
  ['truncated-body', 'end'],
] as const)('faults: over HTTP %s half the body comes before the socket says %s', async ([then, ending]) => {
  const { portal } = createTestPortal()
  const server = await startPortalServer({ portal })
  onTestFinished(() => server.close())
  portal.faults.add({ operation: 'jwks', then })
  const socket = connect(server.port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => (received += String(chunk)))
  const ended = new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    socket.once('end', () => resolve('end'))
  })
  socket.write('GET /api/v1/platform/.well-known/jwks.json HTTP/1.1\r\nhost: localhost\r\n\r\n')
  expect(await ended).toBe(ending)
  const [head = '', body = ''] = received.split('\r\n\r\n')
  const promised = Number(/content-length: (\d+)/i.exec(head)?.[1])
  expect(body.length).toBe(Math.ceil(promised / 2))
})

test.for([
  [
    { operation: 'nothing', then: 'network-error' },
    'faults.add(): fault.operation must be "*", "identify", "authenticate",',
  ],
  [{ operation: 'me', then: 'explode' }, 'faults.add(): fault.then must be network-error, lose-response,'],
  [{ operation: 'me' }, 'faults.add(): fault.then must be network-error, lose-response,'],
  [{ operation: 'me', then: {} }, 'faults.add(): fault.then must be network-error, lose-response,'],
  [
    { operation: 'me', then: { status: 99 } },
    'faults.add(): fault.then.status must be a whole number from 200 to 599; got 99',
  ],
  [
    { operation: 'me', then: { clockSkewMs: 0.5 } },
    'faults.add(): fault.then.clockSkewMs must be a whole number of milliseconds',
  ],
  [
    { operation: 'me', nth: 0, then: 'network-error' },
    'faults.add(): fault.nth must be a whole number, 1 or more; got 0',
  ],
  [
    { operation: 'me', probability: 2, then: 'network-error' },
    'faults.add(): fault.probability must be a number above 0, at most 1; got 2',
  ],
  [
    { operation: 'me', chance: 1, then: 'network-error' },
    'faults.add(): unknown field "fault.chance"; expected operation, nth,',
  ],
  [
    { operation: 'me', then: { status: 500, header: {} } },
    'faults.add(): unknown field "fault.then.header"; expected status, headers, body',
  ],
  [
    { operation: 'me', then: { status: 500, headers: { 'a b': 'c' } } },
    'faults.add(): fault.then.headers.a b must be a header that fetch accepts; got "c"',
  ],
  [
    { operation: 'me', then: { status: 500, headers: { a: 'b\r\nc' } } },
    'faults.add(): fault.then.headers.a must be a header that fetch accepts; got "b\\r\\nc"',
  ],
  [
    { operation: 'me', then: { status: 500, body: { n: Number.NaN } } },
    'faults.add(): fault.then.body must be a JSON value; got {"n":null}',
  ],
  [
    { operation: 'me', then: { delayMs: 1, hold: 'response' } },
    'faults.add(): unknown field "fault.then.hold"; expected delayMs or holds',
  ],
  [
    { operation: 'me', then: { delayMs: 2 ** 31 } },
    'faults.add(): fault.then.delayMs must be a whole number of milliseconds from 0',
  ],
  [
    { operation: 'me', then: { clockSkewMs: 1e15 } },
    'faults.add(): fault.then.clockSkewMs must be a whole number of milliseconds',
  ],
  [undefined, 'faults.add(): fault must be an object with operation, nth, probability, then,'],
  [
    { operation: 'me', times: 0, then: { status: 500 } },
    'faults.add(): fault.times must be a whole number from 1, or "always"; got 0',
  ],
] as const)('faults: %j is rejected', ([rule, message]) => {
  expect(() => createTestPortal().portal.faults.add(rule as unknown as FaultRule)).toThrow(message)
})

test('faults: their number and size are bounded, and the error says how to make room', () => {
  const { portal } = createTestPortal()
  const rule = (size: number): FaultRule => ({ operation: 'me', then: { status: 500, body: 'x'.repeat(size) } })
  expect(() => portal.faults.add(rule(1_000_000))).toThrow('a fault may have 1000000 characters of JSON; got 1000')
  for (let i = 0; i < 10; i += 1) portal.faults.add(rule(990_000))
  expect(() => portal.faults.add(rule(990_000))).toThrow(
    'together may have 10000000 characters of JSON; faults.clear()',
  )
  portal.faults.clear()
  for (let i = 0; i < 1000; i += 1) portal.faults.add(rule(1))
  expect(() => portal.faults.add(rule(1))).toThrow('faults.add(): at most 1000 faults; faults.clear() makes room')
})
