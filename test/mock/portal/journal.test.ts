import { expect, test } from 'vitest'
import type { JournalEntry } from '../../../mock/index.ts'
import { createTestPortal, NOON_MS } from '../../support/mock/driver.ts'

test('journal: records each request with operation, status and time', async () => {
  const { portal, identify, get, password } = createTestPortal()
  await identify('plain@acme.example')
  portal.clock.advance(10)
  await get('/api/v1/nowhere')
  await password('plain@acme.example', 'wrong')
  expect(portal.requests).toEqual([
    {
      id: 1,
      operation: 'identify',
      method: 'POST',
      path: '/api/v1/auth/identify',
      atMs: NOON_MS,
      status: 200,
      fault: null,
      body: { email: 'plain@acme.example' },
    },
    {
      id: 2,
      operation: null,
      method: 'GET',
      path: '/api/v1/nowhere',
      atMs: NOON_MS + 10,
      status: 404,
      fault: null,
      body: null,
    },
    expect.objectContaining({ id: 3, operation: 'identify' }),
    expect.objectContaining({
      operation: 'authenticate',
      status: 401,
      body: { flow_token: '[redacted]', password: '[redacted]', tenant_id: null },
    }),
  ])
})

test('journal: keeps the start of a very long body', async () => {
  const { portal, post } = createTestPortal()
  const others = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`field${i}`, 'x']))
  await post('/api/v1/auth/identify', { email: 'a'.repeat(500_000), ...others })
  const body = portal.requests[0]?.body ?? {}
  expect(body['email']).toBe(`${'a'.repeat(254)}…`)
  expect(Object.keys(body)).toHaveLength(50)
})

test('journal: never contains a password, token or code', async () => {
  const { portal, identify, authenticate, post, verify, refresh, me, logout, login } = createTestPortal()
  const user = portal.users.find('all@acme.example')
  const secrets: unknown[] = [user?.password, 'a wrong password', '999999x']
  const flow = (await identify('all@acme.example')).body['flow_token']
  await authenticate({ flow_token: flow, password: 'a wrong password', tenant_id: user?.tenants[0]?.id })
  const { mfa_token, user_id } = (
    await authenticate({ flow_token: flow, password: user?.password, tenant_id: user?.tenants[0]?.id })
  ).body
  await post(`/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${mfa_token}&user_id=${user_id}`, {})
  const code = portal.outbox.latest()?.code
  await verify({ mfa_token, user_id, method: 'email', code: '999999x' })
  const { access_token, refresh_token } = (await verify({ mfa_token, user_id, method: 'email', code })).body
  const next = (await refresh(refresh_token)).body
  await me(access_token)
  await logout(access_token)
  await login({ email: 'plain@acme.example', password: ['a wrong password'], unknown_field: 'a wrong password' })
  secrets.push(flow, mfa_token, code, access_token, refresh_token, next['refresh_token'], next['access_token'])

  const journal = JSON.stringify(portal.requests)
  for (const secret of secrets) {
    expect(secret).toBeTypeOf('string')
    expect(journal).not.toContain(secret)
  }
})

test('journal: keeps the last five thousand requests', async () => {
  const { portal, get } = createTestPortal()
  for (let i = 0; i < 5_003; i += 1) await get('/nowhere')
  expect(portal.requests).toHaveLength(5_000)
  expect(portal.requests[0]?.id).toBe(4)
})

test('journal: is read-only', async () => {
  const { portal, identify } = createTestPortal()
  const { requests } = portal
  await identify('plain@acme.example')
  const before = structuredClone([...requests])
  expect(before).toMatchObject([{ status: 200, body: { email: 'plain@acme.example' } }])
  const list = requests as JournalEntry[]
  const entry = list[0] as { status: number; body: Record<string, unknown> }
  for (const change of [
    () => list.push(list[0] as JournalEntry),
    () => list.pop(),
    () => Object.assign(list, { length: 0 }),
    () => Object.defineProperty(list, 0, { value: null }),
    () => Object.setPrototypeOf(list, null),
    () => Object.assign(entry, { status: 500 }),
    () => Object.assign(entry.body, { email: 'x' }),
  ]) {
    expect(change).toThrow(TypeError)
  }
  expect(requests).toEqual(before)
  portal.reset()
  expect(requests).toEqual([])
})

test('journal: an answer after a reset is not recorded', async () => {
  const { portal, identify } = createTestPortal()
  portal.faults.add({ operation: 'identify', then: { delayMs: 1000, holds: 'response' } })
  const late = identify('plain@acme.example')
  await expect.poll(() => portal.requests.length).toBe(1)
  const delayed = portal.clock
  portal.reset()
  const next = identify('all@acme.example')
  delayed.advance(1000)
  await Promise.all([late, next])
  expect(portal.requests).toMatchObject([{ id: 1, body: { email: 'all@acme.example' }, status: 200 }])
})
