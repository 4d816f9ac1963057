import { expect, onTestFinished, test } from 'vitest'
import { type RequestLog, startPortalServer } from '../../../mock/server/server.ts'
import { rawRequest } from '../../support/mock/raw-request.ts'

test('log: one entry for each request, with its end and without its secrets', async () => {
  const entries: RequestLog[] = []
  const server = await startPortalServer({ log: (entry) => entries.push(entry) })
  onTestFinished(() => server.close())
  const { url, portal } = server
  await fetch(`${url}/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=SECRET&user_id=x`, { method: 'POST' })
  await fetch(`${url}/p/one/api/v1/me`, { headers: { authorization: 'Bearer SECRET' } })
  await fetch(`${url}/api/v1/me`, { headers: { 'x-mock-portal': 'two' } })
  await fetch(`${url}/__mock__/clock`)
  await rawRequest(`${url}/api/v1/me`, { headers: { host: 'evil.example' } })
  portal.faults.add({ operation: 'me', then: 'network-error' })
  await fetch(`${url}/api/v1/me`).catch(() => {})
  await fetch(`${url}/${'x'.repeat(1000)}`)
  await expect.poll(() => entries.length).toBe(7)
  const send = '/api/v1/auth/tenants/acme/mfa/email/send'
  expect(entries.map(({ method, path, portal, status }) => [method, path, portal, status])).toEqual([
    ['POST', send, null, 401],
    ['GET', '/p/one/api/v1/me', 'one', 401],
    ['GET', '/api/v1/me', 'two', 401],
    ['GET', '/__mock__/clock', null, 200],
    ['GET', '/api/v1/me', null, 403],
    ['GET', '/api/v1/me', null, null],
    ['GET', `/${'x'.repeat(253)}`, null, 404],
  ])
  for (const { time, durationMs } of entries) {
    expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(60_000)
    expect(durationMs).toBeGreaterThanOrEqual(0)
  }
  expect(JSON.stringify(entries)).not.toContain('SECRET')
})
