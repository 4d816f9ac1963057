import { expect, test } from 'vitest'
import type { FaultRule } from '../../mock/index.ts'
import { createDrivenPortal } from './driver.ts'

async function createLoggedIn() {
  const driven = createDrivenPortal()
  const { body } = await driven.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  return { ...driven, token: body['refresh_token'] }
}

test('faults: a status is answered as often as asked, and the server does not act', async () => {
  const { portal, refresh, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', times: 2, then: { status: 503, headers: { 'retry-after': '7' } } })
  for (let i = 0; i < 2; i += 1) {
    const answer = await refresh(token)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7'])
  }
  expect((await refresh(token)).status).toBe(200)
})

test('faults: a status comes with the body asked for', async () => {
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

test('faults: malformed JSON looks like an answer and does not parse', async () => {
  const { portal, refresh, token } = await createLoggedIn()
  portal.faults.add({ operation: 'refresh', then: 'malformed-json' })
  await expect(refresh(token)).rejects.toThrow(SyntaxError)
  expect(portal.requests.at(-1)?.status).toBe(200)
})

test('faults: a delayed request waits for the clock, and acts then', async () => {
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

test('faults: a delay may hold the answer of a server that acted at once', async () => {
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

test('faults: a delay ends with the signal’s reason when the request is aborted', async () => {
  const { portal } = await createLoggedIn()
  portal.faults.add({ operation: 'me', then: { delayMs: 60_000 } })
  const controller = new AbortController()
  const answer = portal.fetch('/api/v1/me', { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
  await expect(portal.fetch('/api/v1/me', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
})

test('faults: a delay ends by the timer where nobody advances the clock', async () => {
  const waits: number[] = []
  const timer = {
    start(callback: () => void, delayMs: number) {
      waits.push(delayMs)
      queueMicrotask(callback)
      return () => {}
    },
  }
  const { portal, identify } = createDrivenPortal({ timer })
  portal.faults.add({ operation: 'identify', then: { delayMs: 5_000 } })
  expect((await identify('plain@acme.example')).status).toBe(200)
  expect(waits).toEqual([5_000])
})

test('faults: those of other operations are left, "*" means any, and always means always', async () => {
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

test.for([
  [{ operation: 'nothing', then: 'network-error' }, 'fault: "operation" is "nothing"; allowed: one of *, identify'],
  [{ operation: 'me', then: 'explode' }, 'fault: "then" is "explode"'],
  [{ operation: 'me' }, 'fault: "then" is missing'],
  [{ operation: 'me', then: {} }, 'fault: "then" is {}'],
  [{ operation: 'me', then: { status: 99 } }, 'fault: "then" is {"status":99}'],
  [{ operation: 'me', times: 0, then: { status: 500 } }, 'fault: "times" is 0'],
] as const)('faults: %j is refused', ([rule, message]) => {
  expect(() => createDrivenPortal().portal.faults.add(rule as unknown as FaultRule)).toThrow(message)
})
