import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import type { SigningAlgorithm } from '../../../mock/keys/test-keys.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

const HOUR_MS = 3_600_000

async function createLoggedIn(algorithm: SigningAlgorithm = 'RS256') {
  const driven = createTestPortal({ policy: { access: { algorithm } } })
  const token = async () =>
    String((await driven.login({ email: 'plain@acme.example', password: 'plain-password-1' })).body['access_token'])
  const jwks = async () => (await driven.get('/api/v1/platform/.well-known/jwks.json')).body as unknown as JSONWebKeySet
  return { ...driven, token, jwks, first: await token() }
}

test.for(['RS256', 'ES256', 'EdDSA'] as const)(
  'key rotation: %s tokens of old and new keys verify with the JWKS',
  async (alg) => {
    const { portal, token, jwks, first, me } = await createLoggedIn(alg)
    portal.keys.rotate()
    const second = await token()
    const prefix = `test-${alg.toLowerCase()}`
    expect([first, second].map((each) => decodeProtectedHeader(each).kid)).toEqual([`${prefix}-1`, `${prefix}-2`])
    const keys = createLocalJWKSet(await jwks())
    for (const each of [first, second]) {
      await jwtVerify(each, keys, { currentDate: new Date(portal.clock.now()) })
      expect((await me(each)).status).toBe(200)
    }
  },
)

test('key rotation: the old keys leave the JWKS when the last token they signed has expired', async () => {
  const { portal, jwks, first, me } = await createLoggedIn()
  const kids = async () => (await jwks()).keys.map(({ kid }) => kid)
  expect(await kids()).toEqual(['test-rs256-1', 'test-es256-1'])
  portal.keys.rotate()
  expect(await kids()).toEqual(['test-rs256-2', 'test-es256-2', 'test-rs256-1', 'test-es256-1'])
  expect(portal.keys.list()).toEqual(await kids())
  portal.clock.advance(HOUR_MS - 1)
  expect([(await me(first)).status, (await kids()).length]).toEqual([200, 4])
  portal.clock.advance(1)
  expect([(await me(first)).status, await kids()]).toEqual([401, ['test-rs256-2', 'test-es256-2']])
})

test('key rotation: without overlap old tokens are rejected at once, and refreshed ones are valid', async () => {
  const { portal, login, me, refresh } = await createLoggedIn()
  const session = (await login({ email: 'plain@acme.example', password: 'plain-password-1' })).body
  portal.keys.rotate({ overlapMs: 0 })
  expect((await me(session['access_token'])).status).toBe(401)
  expect((await me((await refresh(session['refresh_token'])).body['access_token'])).status).toBe(200)
})

test('key rotation: without overlap no old key is left, also none of earlier rotations', async () => {
  const { portal, first, me } = await createLoggedIn()
  portal.keys.rotate()
  portal.keys.rotate({ overlapMs: 0 })
  expect([(await me(first)).status, portal.keys.list()]).toEqual([401, ['test-rs256-3', 'test-es256-3']])
})

test('key rotation: a token of a retired key is rejected although a later key reuses its numbers', async () => {
  const { portal, first, me } = await createLoggedIn()
  portal.keys.rotate({ overlapMs: 0 })
  portal.keys.rotate({ overlapMs: 0 })
  expect((await me(first)).status).toBe(401)
})

test('key rotation: is part of a snapshot and undone by reset', async () => {
  const { portal, first, me } = await createLoggedIn()
  const before = portal.snapshot()
  portal.keys.rotate({ overlapMs: 0 })
  const after = portal.snapshot()
  portal.restore(before)
  expect((await me(first)).status).toBe(200)
  portal.restore(after)
  expect((await me(first)).status).toBe(401)
  portal.reset()
  expect(portal.keys.list()).toEqual(['test-rs256-1', 'test-es256-1'])
  expect(() => portal.keys.rotate({ overlapMs: -1 })).toThrow(
    'keys.rotate(): overlapMs must be milliseconds, zero or more; got -1',
  )
})
