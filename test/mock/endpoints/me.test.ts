import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { testKeys } from '../../../mock/keys/test-keys.ts'
import { createTestPortal, NOON_MS } from '../../support/mock/driver.ts'

async function createLoggedIn(options = {}) {
  const driven = createTestPortal(options)
  const { body } = await driven.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  return { ...driven, access: String(body['access_token']), user: body['user'] as Record<string, string> }
}

test('me: an access token shows its user', async () => {
  const { me, access, user } = await createLoggedIn()
  expect(await me(access)).toMatchObject({ status: 200, body: user })
})

test('me: a missing token is refused', async () => {
  const { get } = await createLoggedIn()
  const none = { status: 401, body: { detail: 'Not authenticated' } }
  expect(await get('/api/v1/me')).toMatchObject(none)
  expect(await get('/api/v1/me', { authorization: 'Basic eDp5' })).toMatchObject(none)
})

test('me: an access token expires after an hour of the portal’s clock', async () => {
  const { portal, me, access } = await createLoggedIn()
  portal.clock.advance(3_599_999)
  expect((await me(access)).status).toBe(200)
  portal.clock.advance(1)
  expect(await me(access)).toMatchObject({ status: 401, body: { detail: 'Invalid or expired access token' } })
})

test('me: a token that was changed, or signed by another key, is refused', async () => {
  const { me, access } = await createLoggedIn()
  const [header, , signature] = access.split('.')
  const claims = decodeJwt(access)
  const payload = btoa(JSON.stringify({ ...claims, sub: 'usr_other' })).replaceAll('=', '')
  expect((await me(`${header}.${payload}.${signature}`)).status).toBe(401)
  const key = new TextEncoder().encode('a secret of thirty-two bytes ....')
  const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key)
  expect((await me(forged)).status).toBe(401)
  const unsigned = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${payload}.`
  expect((await me(unsigned)).status).toBe(401)
})

test.for([
  ['as it was', {}, 200],
  ['for another audience', { aud: 'admin-portal' }, 401],
  ['of another issuer', { iss: 'https://evil.example/tenants/TENANT' }, 401],
  ['of another tenant’s issuer', { iss: 'https://scaikey.scailabs.ai/tenants/tnt_other' }, 401],
  ['without an issuer', { iss: undefined }, 401],
  ['without an expiry', { exp: undefined }, 401],
  ['without a time of issue', { iat: undefined }, 401],
  ['without an id', { jti: undefined }, 401],
  ['without a session', { sid: undefined }, 401],
  ['of another user in this session', { sub: 'OTHER_USER' }, 401],
  ['of another tenant in this session', { tenant_id: 'OTHER_TENANT', iss: 'ISSUER/OTHER_TENANT' }, 401],
] as const)('me: a token signed by our own key %s is answered accordingly', async ([, changes, status]) => {
  const { portal, me, access } = await createLoggedIn()
  const claims = decodeJwt(access)
  const words = JSON.stringify({ ...claims, ...changes })
    .replaceAll('OTHER_TENANT', String(portal.tenants.list()[1]?.id))
    .replaceAll('OTHER_USER', String(portal.users.find('all@acme.example')?.id))
    .replaceAll('ISSUER', 'https://scaikey.scailabs.ai/tenants')
    .replaceAll('TENANT', String(claims['tenant_id']))
  const changed = JSON.parse(words)
  const key = await importJWK({ ...testKeys.RS256[0] }, 'RS256')
  const signed = await new SignJWT(changed).setProtectedHeader({ alg: 'RS256', kid: 'test-rs256-1' }).sign(key)
  expect((await me(signed)).status).toBe(status)
})

test('me: the claims are those ScaiKey documents', async () => {
  const { portal, access, user } = await createLoggedIn()
  const tenantId = portal.users.find('plain@acme.example')?.tenants[0]?.id
  expect(decodeProtectedHeader(access)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'test-rs256-1' })
  expect(decodeJwt(access)).toEqual({
    iss: `https://scaikey.scailabs.ai/tenants/${tenantId}`,
    aud: 'user-portal',
    scope: 'openid profile email',
    sub: user['id'],
    tenant_id: tenantId,
    iat: NOON_MS / 1000,
    exp: NOON_MS / 1000 + 3600,
    jti: expect.stringMatching(/^jti_/),
    sid: expect.stringMatching(/^ses_/),
  })
})

test('me: a suspended user is refused', async () => {
  const { portal, me, access } = await createLoggedIn()
  portal.users.setStatus('plain@acme.example', 'SUSPENDED')
  expect((await me(access)).status).toBe(403)
})

test('me: by policy revocation is not checked, as in services that check only the signature', async () => {
  const { me, logout, access } = await createLoggedIn({ policy: { access: { checksRevocation: false } } })
  await logout(access)
  expect((await me(access)).status).toBe(200)
})

test.for(['RS256', 'ES256', 'EdDSA'] as const)(
  'jwks: the published keys verify tokens signed with %s',
  async (algorithm) => {
    const { get, access } = await createLoggedIn({ policy: { access: { algorithm } } })
    const { body } = await get('/api/v1/platform/.well-known/jwks.json')
    expect(JSON.stringify(body)).not.toMatch(/"(d|p|q|dp|dq|qi)":/)
    const keys = createLocalJWKSet(body as unknown as Parameters<typeof createLocalJWKSet>[0])
    const { protectedHeader } = await jwtVerify(access, keys, { currentDate: new Date(NOON_MS) })
    expect(protectedHeader.alg).toBe(algorithm)
  },
)
