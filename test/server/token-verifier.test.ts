import { decodeJwt, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import { testKeys } from '../../mock/keys/test-keys.ts'
import { createTokenVerifier, TokenRefused, type TokenVerifierOptions } from '../../server/index.ts'

const nowMs = Date.UTC(2026, 0, 5, 12)
const issuer = 'https://scaikey.scailabs.ai'
const jwksUrl = 'https://portal.test/api/v1/platform/.well-known/jwks.json'
const plain = { email: 'plain@acme.example', password: 'plain-password-1' }

/** A portal with a session, and a verifier of its tokens that counts how often the keys are fetched. */
async function open(options: Partial<TokenVerifierOptions> = {}, policy = {}) {
  const portal = createPortalMock({ clock: { now: () => nowMs }, policy })
  const login = async (): Promise<string> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(plain) }
    return (await (await portal.fetch('/api/v1/auth/login', init)).json()).access_token
  }
  const fetched: string[] = []
  const verifier = createTokenVerifier({
    jwksUrl,
    issuer,
    audience: 'user-portal',
    now: portal.clock.now,
    fetch: (url, init) => {
      fetched.push(String(url))
      return portal.fetch(new Request(url, init))
    },
    ...options,
  })
  const token = await login()
  const refused = async (of: Parameters<typeof verifier.verify>[0] = token): Promise<TokenRefused> =>
    verifier.verify(of).then(
      () => expect.fail('it was accepted'),
      (error: unknown) => {
        expect(error).toBeInstanceOf(TokenRefused)
        return error as TokenRefused
      },
    )
  return { portal, verifier, token, login, fetched, refused }
}

/** A token with other claims, signed by the portal's own first key, or by another one. */
async function sign(claims: object, key: Parameters<SignJWT['sign']>[0] | undefined = undefined, header = {}) {
  const own = await importJWK({ ...testKeys.RS256[0] }, 'RS256')
  return new SignJWT(JSON.parse(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', kid: 'test-rs256-1', typ: 'JWT', ...header })
    .sign(key ?? own)
}

test.each(['RS256', 'ES256', 'EdDSA'])(
  'verifier: a token signed with %s is read, and the keys are fetched once',
  async (algorithm) => {
    const { portal, verifier, token, fetched } = await open({}, { access: { algorithm } })
    const user = portal.users.find(plain.email)
    const headers = new Headers({ authorization: `Bearer ${token}` })
    const [session] = portal.sessions.list()
    for (const from of [token, `bearer ${token}`, { headers }, new Request('https://api.test/', { headers })]) {
      expect(await verifier.verify(from)).toEqual({
        userId: user?.id,
        tenantId: user?.tenants[0]?.id,
        sessionId: session?.id,
        scopes: ['openid', 'profile', 'email'],
        expiresAtMs: nowMs + 3_600_000,
        claims: decodeJwt(token),
      })
    }
    expect(fetched).toEqual([jwksUrl])
  },
)

test('verifier: a request without a bearer token is told apart from one with a bad token', async () => {
  const { refused } = await open()
  const requests = [{}, { authorization: '' }, { authorization: 'Basic YTpi' }, { authorization: 'Bearer' }]
  for (const from of [null, '', ...requests.map((init) => ({ headers: new Headers(init) }))]) {
    expect(await refused(from)).toMatchObject({ code: 'missing', status: 401, challenge: 'Bearer' })
  }
  expect(await refused('Bearer a b')).toMatchObject({ code: 'missing' })
  const { challenge } = await refused('Bearer x')
  expect(challenge).toBe('Bearer error="invalid_token", error_description="the access token is not valid"')
})

test('verifier: an expired token is told apart, within the tolerance it is accepted', async () => {
  const { portal, verifier, token, refused } = await open()
  portal.clock.advance(3_600_000 + 4_000)
  expect((await verifier.verify(token)).userId).toMatch(/^usr_/)
  portal.clock.advance(1_000)
  expect(await refused()).toMatchObject({ code: 'expired', status: 401 })
})

test.each([
  ['for another audience', { aud: 'admin-portal' }],
  ['without an audience', { aud: undefined }],
  ['of another issuer', { iss: 'https://evil.example/tenants/TENANT' }],
  ['of an issuer that begins like it', { iss: `${issuer}.evil.example/tenants/TENANT` }],
  ['of another tenant’s issuer', { iss: `${issuer}/tenants/tnt_other` }],
  ['with another tenant in the claim', { tenant_id: 'tnt_other' }],
  ['without a tenant', { tenant_id: undefined }],
  ['without a session', { sid: undefined }],
  ['without a user', { sub: '' }],
  ['without an expiry', { exp: undefined }],
  ['that is not valid yet', { nbf: nowMs / 1000 + 3600 }],
])('verifier: a token %s is refused although its signature is good', async (_, changes) => {
  const { token, refused } = await open()
  const claims = decodeJwt(token)
  const words = JSON.stringify({ ...claims, ...changes }).replace('TENANT', String(claims['tenant_id']))
  expect(await refused(await sign(JSON.parse(words)))).toMatchObject({ code: 'invalid', status: 401 })
})

test('verifier: a forged token is refused, in any of the known ways, and no error shows it', async () => {
  const { token, refused } = await open()
  const claims = decodeJwt(token)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const other = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(other.publicKey)
  const base64 = (value: object): string => btoa(JSON.stringify(value)).replaceAll('=', '')
  const { n = '' } = testKeys.RS256[0] ?? {}
  const forged = [
    await sign(claims, other.privateKey),
    await sign(claims, other.privateKey, { jwk }),
    await sign(claims, other.privateKey, { jku: 'https://evil.example/jwks.json' }),
    await sign(claims, other.privateKey, { kid: 'unknown' }),
    await sign(claims, undefined, { crit: ['exp'] }).catch(() => 'x'),
    `${base64({ alg: 'none' })}.${payload}.`,
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(n)),
    `${header}.${base64({ ...claims, sub: 'usr_other' })}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    `${header}.${payload}`,
    'x'.repeat(20_000),
    '..',
    'ä.ö.ü',
  ]
  for (const each of forged) {
    const error = await refused(each)
    expect(error.code).toBe('invalid')
    for (const part of each.split('.').filter((text) => text.length > 10))
      expect(JSON.stringify([error, String(error), error.stack, error.challenge])).not.toContain(part)
    expect(error.cause).toBeUndefined()
  }
})

test('verifier: after a rotation the new keys are fetched, and the old ones are refused once they are removed', async () => {
  const { portal, verifier, token, login, refused } = await open({ cacheMs: 0 })
  await verifier.verify(token)
  portal.keys.rotate()
  const newer = await login()
  expect((await verifier.verify(newer)).sessionId).not.toBe((await verifier.verify(token)).sessionId)
  portal.keys.rotate({ overlapMs: 0 })
  expect(await refused(newer)).toMatchObject({ code: 'invalid' })
})

test('verifier: tokens that name unknown keys do not have the keys fetched for each of them', async () => {
  const { verifier, token, fetched, refused } = await open()
  await verifier.verify(token)
  const { privateKey } = await generateKeyPair('RS256')
  for (let i = 0; i < 20; i += 1) {
    expect(await refused(await sign(decodeJwt(token), privateKey, { kid: `unknown-${i}` }))).toMatchObject({
      code: 'invalid',
    })
  }
  expect(fetched).toHaveLength(1)
})

test.each([
  ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
  ['answer 503', async () => new Response('', { status: 503 })],
  ['are not JSON', async () => new Response('<h1>')],
  ['are not a key set', async () => Response.json({ keys: 'none' })],
  [
    'never arrive',
    (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      }),
  ],
] as const)('verifier: where the keys %s, nothing is said about the token: 503', async (_, fetchKeys) => {
  const { refused } = await open({ fetch: fetchKeys as typeof fetch, timeoutMs: 20 })
  expect(await refused()).toMatchObject({ code: 'keys_unavailable', status: 503, challenge: undefined })
})

test('verifier: keys that were fetched are used while the portal is away', async () => {
  let isAway = false
  const { portal, verifier, token } = await open({
    fetch: (url, init) =>
      isAway ? Promise.reject(new TypeError('fetch failed')) : portal.fetch(new Request(url, init)),
  })
  await verifier.verify(token)
  isAway = true
  expect((await verifier.verify(token)).userId).toMatch(/^usr_/)
})

test.each([
  [{ issuer: '' }, 'issuer must be a string that does not end in a slash'],
  [{ issuer: `${issuer}/` }, 'issuer must be a string'],
  [{ audience: [] }, 'audience must be a string, or a list'],
  [{ clockToleranceSeconds: Number.NaN }, 'clockToleranceSeconds must be a number from 0 to 300'],
  [{ jwksUrl: 'no url' }, 'Invalid URL'],
])('verifier: the option %j is an error', (given, message) => {
  expect(() => createTokenVerifier({ jwksUrl, issuer, audience: 'a', ...given })).toThrow(message)
})
