import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const DAY_MS = 24 * 60 * 60_000
const refused = { status: 401, body: { detail: 'Invalid or expired refresh token' } }
const reused = { status: 401, body: { detail: 'Refresh token already used' } }

async function createLoggedIn(options = {}) {
  const driven = createTestPortal(options)
  const { body } = await driven.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  return { ...driven, first: body['refresh_token'], access: body['access_token'] }
}

test('refresh: a token is answered with a new access token and a new refresh token', async () => {
  const { refresh, me, first } = await createLoggedIn()
  const { status, body } = await refresh(first)
  expect(status).toBe(200)
  expect(Object.keys(body)).toEqual(['access_token', 'refresh_token'])
  expect(body['refresh_token']).not.toBe(first)
  expect((await me(body['access_token'])).status).toBe(200)
})

test('refresh: a second use of a token is refused as such and revokes its whole family', async () => {
  const { refresh, me, first, access } = await createLoggedIn()
  const second = (await refresh(first)).body
  expect(await refresh(first)).toMatchObject(reused)
  expect(await refresh(second['refresh_token'])).toMatchObject(refused)
  expect((await me(access)).status).toBe(401)
  expect((await me(second['access_token'])).status).toBe(401)
})

test('refresh: reuse in one family does not affect other sessions of the user', async () => {
  const { login, refresh, first } = await createLoggedIn()
  const other = (await login({ email: 'plain@acme.example', password: 'plain-password-1' })).body['refresh_token']
  await refresh(first)
  await refresh(first)
  expect((await refresh(other)).status).toBe(200)
})

test('refresh: by policy a second use is only refused', async () => {
  const { refresh, first } = await createLoggedIn({ policy: { refresh: { reuse: 'refuse' } } })
  const second = (await refresh(first)).body['refresh_token']
  expect(await refresh(first)).toMatchObject(reused)
  expect((await refresh(second)).status).toBe(200)
})

test('refresh: within the grace window a spent token gets its unused successor again', async () => {
  const { portal, refresh, first } = await createLoggedIn({ policy: { refresh: { graceMs: 10_000 } } })
  const second = (await refresh(first)).body['refresh_token']
  portal.clock.advance(9_999)
  expect((await refresh(first)).body['refresh_token']).toBe(second)
  portal.clock.advance(1)
  expect(await refresh(first)).toMatchObject(reused)
  expect(await refresh(second)).toMatchObject(refused)
})

test('refresh: the grace window does not cover a token whose successor was used', async () => {
  const { refresh, first } = await createLoggedIn({ policy: { refresh: { graceMs: 10_000 } } })
  const second = (await refresh(first)).body['refresh_token']
  const third = (await refresh(second)).body['refresh_token']
  expect(await refresh(first)).toMatchObject(reused)
  expect(await refresh(third)).toMatchObject(refused)
})

test('refresh: of two concurrent calls with one token only the first succeeds', async () => {
  const { refresh, first } = await createLoggedIn()
  const answers = await Promise.all([refresh(first), refresh(first)])
  expect(answers.map(({ status }) => status)).toEqual([200, 401])
})

test('refresh: a token lives thirty days from its issue', async () => {
  const { portal, refresh, first } = await createLoggedIn()
  portal.clock.advance(30 * DAY_MS - 1)
  const second = (await refresh(first)).body['refresh_token']
  portal.clock.advance(30 * DAY_MS)
  expect(await refresh(second)).toMatchObject(refused)
})

test('refresh: an unknown token is refused', async () => {
  const { refresh } = await createLoggedIn()
  for (const token of ['', 'rt_unknown', 'constructor']) expect(await refresh(token)).toMatchObject(refused)
})

test('refresh: a suspended user is refused until reactivated', async () => {
  const { portal, refresh, first } = await createLoggedIn()
  portal.users.setStatus('plain@acme.example', 'SUSPENDED')
  expect(await refresh(first)).toMatchObject(refused)
  portal.users.setStatus('plain@acme.example', 'ACTIVE')
  expect((await refresh(first)).status).toBe(200)
})

test('refresh: within the grace window a suspended user is refused, which ends nothing', async () => {
  const { portal, refresh, first } = await createLoggedIn({ policy: { refresh: { graceMs: 10_000 } } })
  const second = (await refresh(first)).body['refresh_token']
  portal.users.setStatus('plain@acme.example', 'SUSPENDED')
  expect(await refresh(first)).toMatchObject(refused)
  portal.users.setStatus('plain@acme.example', 'ACTIVE')
  expect((await refresh(first)).body['refresh_token']).toBe(second)
  expect((await refresh(second)).status).toBe(200)
})

test('refresh: where tokens are not rotated the empty field is null, or by policy left out', async () => {
  const keys = async (emptyFields: 'null' | 'left_out') => {
    const { refresh, first } = await createLoggedIn({
      policy: { refresh: { rotates: false }, answers: { emptyFields } },
    })
    return Object.keys((await refresh(first)).body)
  }
  expect([await keys('null'), await keys('left_out')]).toEqual([['access_token', 'refresh_token'], ['access_token']])
})
