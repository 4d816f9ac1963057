import { createRemoteJWKSet, jwtVerify } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { setupServer } from '../../../mock/node.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import { createDriver, createTestPortal } from '../../support/mock/driver.ts'

const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
const document = '/.well-known/openid-configuration'

test.for(['', '/portal', '/p/one', '/portal/p/one'])(
  'discovery: a backend below "%s" verifies an access token with its issuer alone',
  async (base) => {
    const server = await startPortalServer()
    onTestFinished(() => server.close())
    const { login, get, send } = { ...createDriver((path, init) => fetch(server.url + base + path, init)), send: fetch }
    await send(`${server.url}${base}/__mock__/policy`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access: { issuer: server.url + base, algorithm: 'ES256' } }),
    })
    // A key of its own: the key set of another portal does not have it.
    await send(`${server.url}${base}/__mock__/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    const token = String((await login(plain)).body['access_token'])
    const { iss = '' } = JSON.parse(atob(token.split('.')[1] ?? '')) as { iss?: string }
    const found = (await get(iss.slice(`${server.url}${base}`.length) + document)).body
    expect(found).toEqual({
      issuer: iss,
      jwks_uri: `${server.url}${base}/api/v1/platform/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
      response_types_supported: [],
    })
    const keys = createRemoteJWKSet(new URL(String(found['jwks_uri'])))
    expect((await jwtVerify(token, keys, { issuer: iss, audience: 'user-portal' })).payload['scope']).toContain(
      'openid',
    )
  },
)

test('discovery: an unknown tenant has no document, and each issuer has its own', async () => {
  const { portal, get } = createTestPortal()
  const [acme, globex] = portal.tenants.list()
  for (const tenant of [acme, globex]) {
    const { body } = await get(`/tenants/${tenant?.id}${document}`)
    expect(body['issuer']).toBe(`https://scaikey.scailabs.ai/tenants/${tenant?.id}`)
  }
  expect(await get(`/tenants/tnt_none${document}`)).toMatchObject({ status: 404, body: { detail: 'Not Found' } })
  expect((await get(document)).status).toBe(404)
  const hostile = await get(`/tenants/${acme?.id}${document}`, { 'x-forwarded-prefix': '@evil.example/' })
  expect(hostile.body['jwks_uri']).toBe('http://portal.test/api/v1/platform/.well-known/jwks.json')
})

test('discovery: MSW answers for the issuer itself', async () => {
  const { portal } = createTestPortal()
  const server = setupServer(portal)
  server.listen()
  onTestFinished(() => server.close())
  const issuer = `https://scaikey.scailabs.ai/tenants/${portal.tenants.list()[0]?.id}`
  for (const [asked, root] of [
    [issuer, 'https://scaikey.scailabs.ai'],
    [issuer.replace('.ai/', '.ai/portal/'), 'https://scaikey.scailabs.ai/portal'],
  ]) {
    expect(await (await fetch(asked + document)).json()).toMatchObject({
      issuer,
      jwks_uri: `${root}/api/v1/platform/.well-known/jwks.json`,
    })
  }
})
