import { expect, onTestFinished, test } from 'vitest'
import { startPortalServer } from '../../../mock/server/server.ts'
import { createDriver, createTestPortal } from '../../support/mock/driver.ts'

const plain = { email: 'plain@acme.example', password: 'plain-password-1' }

async function createServed() {
  const { portal } = createTestPortal()
  const server = await startPortalServer({ portal })
  onTestFinished(() => server.close())
  const at = (base: string) => createDriver((path, init) => fetch(`${server.url}${base}${path}`, init))
  return { ...server, at }
}

test.for(['/portal', '/a/b/c', '/p/one', '/portal/p/one', '/p/one/portal', '/tenants/x'])(
  'prefix: below %s a whole login and the control API answer',
  async (prefix) => {
    const { url, at } = await createServed()
    const { login, me, get, logout } = at(prefix)
    const { body } = await login(plain)
    expect((await me(body['access_token'])).status).toBe(200)
    expect((await logout(body['access_token'])).status).toBe(200)
    const journal = (await get('/__mock__/requests')).body as unknown as { path: string }[]
    expect(journal.map(({ path }) => path)).toEqual(['/api/v1/auth/login', '/api/v1/me', '/api/v1/auth/logout'])
    const isKeyed = prefix.includes('/p/one')
    expect((await at('').get('/__mock__/requests')).body).toHaveLength(isKeyed ? 0 : 3)
    expect((await at('').get('/__mock__/portals')).body).toEqual(isKeyed ? ['one'] : [])
    for (const path of ['/__mock__', '/__mock__/']) {
      expect((await fetch(`${url}${prefix}${path}`)).headers.get('content-type')).toContain('text/html')
    }
    const redirect = await fetch(`${url}${prefix}/api/v1/auth/identify/`, { method: 'POST', redirect: 'manual' })
    expect(redirect.headers.get('location')).toBe(`${url}${prefix}/api/v1/auth/identify`)
  },
)

test.for([
  '//api/v1/me',
  '/a//api/v1/me',
  '/portal//__mock__/users',
  '/api/v1',
  '/portal/api/v2/me',
  '/portal',
  '/x__mock__/',
])('prefix: %s is not found', async (path) => {
  const { url } = await createServed()
  expect((await fetch(`${url}${path}`)).status).toBe(404)
})

test('prefix: a snapshot beyond a mebibyte is taken below any', async () => {
  const { at, portal, url } = await createServed()
  for (let i = 0; i < 4000; i += 1) portal.users.add({ email: `u${i}@acme.example`, password: 'pw' })
  const body = JSON.stringify((await at('').get('/__mock__/snapshot')).body)
  expect(body.length).toBeGreaterThan(1_048_576)
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(`${url}/portal/__mock__/snapshot`, { method: 'PUT', headers, body })).status).toBe(200)
  expect((await fetch(`${url}/portal/api/v1/auth/login`, { method: 'POST', headers, body })).status).toBe(413)
})

test('root: it leads to the console, also of a keyed portal', async () => {
  const { url } = await createServed()
  for (const [path, page] of [
    ['/', '/__mock__/'],
    ['/p/one/', '/p/one/__mock__/'],
    ['/p/one', '/p/one/__mock__/'],
  ]) {
    const response = await fetch(`${url}${path}`)
    expect([path, response.status, response.url]).toEqual([path, 200, `${url}${page}`])
  }
  expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(404)
})
