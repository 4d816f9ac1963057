import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const email = 'plain@acme.example'
const password = 'plain-password-1'

test('exchanges: bodies as they were sent, duration and rule; the journal stays without secrets', async () => {
  const { portal, login, refresh, get } = createTestPortal()
  const { body } = await login({ email, password })
  portal.faults.add({ operation: 'refresh', then: { delayMs: 5000 } })
  const refused = refresh('rt_unknown')
  await expect.poll(() => portal.requests.length).toBe(2)
  portal.clock.advance(5000)
  await refused
  expect((await get('/__mock__/exchanges?id=1')).body).toEqual({
    id: 1,
    requestBody: JSON.stringify({ email, password }),
    responseHeaders: { 'content-type': 'application/json' },
    responseBody: JSON.stringify(body),
    durationMs: 0,
    rule: null,
  })
  expect((await get('/__mock__/exchanges?id=2')).body).toMatchObject({ durationMs: 5000, rule: 'refreshRefused' })
  const kept = JSON.stringify([portal.requests, portal.snapshot().faults])
  for (const secret of [password, body['access_token'], body['refresh_token'], 'rt_unknown']) {
    expect(kept).not.toContain(secret)
  }
})

test('exchanges: what decided: the routing, the validation, or a fault, which leaves no answer', async () => {
  const { portal, identify, get, post } = createTestPortal()
  await get('/api/v1/nowhere')
  await get('/api/v1/auth/identify')
  await identify('no address')
  await post('/api/v1/auth/identify', '{')
  portal.faults.add({ operation: 'identify', then: 'network-error' })
  await identify(email).catch(() => {})
  const found = []
  for (const { id } of portal.requests) found.push((await get(`/__mock__/exchanges?id=${id}`)).body)
  expect(found.map(({ rule }) => rule)).toEqual(['routing', 'routing', 'validation', 'validation', null])
  expect(found.at(-1)).toMatchObject({ responseBody: null, responseHeaders: null, durationMs: null })
})

test('exchanges: the latest 50, of 4096 characters, until a reset', async () => {
  const { portal, identify, get } = createTestPortal()
  await identify(`${'x'.repeat(10_000)}@acme.example`)
  const { body } = await get('/__mock__/exchanges?id=1')
  expect([body['requestBody'], body['responseBody']].map((text) => String(text).length)).toEqual([4097, 4097])
  for (let i = 0; i < 50; i += 1) await identify(email)
  expect(await get('/__mock__/exchanges?id=1')).toMatchObject({
    status: 400,
    body: { detail: 'GET /__mock__/exchanges: no exchange 1; the latest 50 are kept' },
  })
  expect((await get('/__mock__/exchanges?id=2')).status).toBe(200)
  portal.reset()
  expect((await get('/__mock__/exchanges?id=51')).status).toBe(400)
})
