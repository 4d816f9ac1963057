import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

async function createLoggedIn() {
  const driven = createTestPortal()
  const { body } = await driven.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  return { ...driven, access: body['access_token'], token: body['refresh_token'] }
}

test('logout: a valid bearer token ends its session: refresh and access tokens', async () => {
  const { logout, refresh, me, access, token } = await createLoggedIn()
  expect(await logout(access)).toMatchObject({ status: 200, body: { message: 'Logged out' } })
  expect((await refresh(token)).status).toBe(401)
  expect((await me(access)).status).toBe(401)
})

test('logout: does not end other sessions of the user', async () => {
  const { login, logout, refresh, access } = await createLoggedIn()
  const other = await login({ email: 'plain@acme.example', password: 'plain-password-1' })
  await logout(access)
  expect((await refresh(other.body['refresh_token'])).status).toBe(200)
})

test('logout: without a token, or with one that is forged or expired, it answers the same and ends nothing', async () => {
  const { portal, logout, refresh, access, token } = await createLoggedIn()
  const none = await logout()
  expect(none).toMatchObject({ status: 200, body: { message: 'Logged out' } })
  expect((await logout(`${access}x`)).status).toBe(200)
  expect((await logout('nonsense')).status).toBe(200)
  portal.clock.advance(3_600_000)
  expect((await logout(access)).status).toBe(200)
  expect((await refresh(token)).status).toBe(200)
})

test('logout: ignores its body', async () => {
  const { portal } = await createLoggedIn()
  const response = await portal.fetch('/api/v1/auth/logout', { method: 'POST', body: '{' })
  expect(response.status).toBe(200)
})
