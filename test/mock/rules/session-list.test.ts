import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
const dayMs = 86_400_000

test('session list: the latest session is first, each with its user, tenant, refreshes, expiry and end', async () => {
  const { portal, login, refresh, logout } = createTestPortal({ policy: { refresh: { reuse: 'revoke_family' } } })
  const startedAtMs = portal.clock.now()
  const first = (await login(plain)).body
  portal.clock.advance(1_000)
  const second = (await login(plain)).body
  portal.clock.advance(1_000)
  const third = (await login(plain)).body
  await refresh(second['refresh_token'])
  await refresh(second['refresh_token'])
  await logout(String(third['access_token']))
  portal.clock.advance(1_000)
  await refresh(first['refresh_token'])

  const shown = { email: plain.email, tenant: 'acme', id: expect.any(String) }
  expect(portal.sessions.list()).toEqual([
    { ...shown, startedAtMs: startedAtMs + 2_000, refreshes: 0, status: 'logout', expiresAtMs: null },
    { ...shown, startedAtMs: startedAtMs + 1_000, refreshes: 1, status: 'reuse', expiresAtMs: null },
    { ...shown, startedAtMs, refreshes: 1, status: 'live', expiresAtMs: startedAtMs + 3_000 + 30 * dayMs },
  ])
  portal.clock.advance(30 * dayMs)
  expect(portal.sessions.list().map(({ status, expiresAtMs }) => [status, expiresAtMs])).toEqual([
    ['logout', null],
    ['reuse', null],
    ['expired', null],
  ])
})

test('session list: a logout of all sessions does not change why and when an earlier one ended', async () => {
  const policy = { refresh: { reuse: 'revoke_family' }, logout: { ends: 'all_sessions' } } as const
  const { portal, login, refresh, logout } = createTestPortal({ policy })
  const { refresh_token } = (await login(plain)).body
  await refresh(refresh_token)
  await refresh(refresh_token)
  const ended = Object.values(portal.snapshot().state.families)
  portal.clock.advance(1_000)
  await logout(String((await login(plain)).body['access_token']))
  expect(portal.sessions.list().map(({ status }) => status)).toEqual(['logout', 'reuse'])
  expect(Object.values(portal.snapshot().state.families)[0]).toEqual(ended[0])
})

test('session list: the tenant is the one of the login', async () => {
  const { portal, login } = createTestPortal()
  portal.users.add({ email: 'glen@globex.example', password: 'glen-password-1', tenants: ['globex'] })
  await login({ email: 'glen@globex.example', password: 'glen-password-1' })
  expect(portal.sessions.list()).toMatchObject([{ tenant: 'globex', email: 'glen@globex.example' }])
})

test('session list: a session is ended by its id, as a logout does', async () => {
  const { portal, login, refresh, me } = createTestPortal()
  const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
  const [first, second] = [(await login(plain)).body, (await login(plain)).body]
  const [{ id } = { id: '' }] = portal.sessions.list().slice(1)
  portal.sessions.end(id)
  portal.sessions.end(id)
  expect(portal.sessions.list().map(({ status }) => status)).toEqual(['live', 'logout'])
  expect([(await refresh(first['refresh_token'])).status, (await me(first['access_token'])).status]).toEqual([401, 401])
  expect((await refresh(second['refresh_token'])).status).toBe(200)
  expect(() => portal.sessions.end('ses_x')).toThrow('sessions.end(): no session ses_x')
  expect(() => portal.sessions.end('__proto__')).toThrow('sessions.end(): no session __proto__')
})
