import { createHash } from 'node:crypto'
import { runInNewContext, Script } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { curlScript } from '../../../mock/console/curl.ts'
import { script } from '../../../mock/console/script.ts'
import { controlRoutes } from '../../../mock/portal/control.ts'
import { startPortalServer } from '../../../mock/server/server.ts'

test('console: the page is one document, served at /__mock__/ for each portal', async () => {
  const server = await startPortalServer()
  onTestFinished(() => server.close())
  for (const path of ['/__mock__/', '/__mock__', '/p/one/__mock__/']) {
    const response = await fetch(`${server.url}${path}`)
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/html; charset=utf-8',
    ])
    const html = await response.text()
    expect(html.match(/(?:src|href)="(?!data:|#)[^"]*"|@import|\burl\(/g)).toBeNull()
    const policy = response.headers.get('content-security-policy') ?? ''
    const hashOf = (tag: string): string => {
      const [, text = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html) ?? []
      return createHash('sha256').update(text).digest('base64')
    }
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hashOf('script')}'`,
      `style-src 'sha256-${hashOf('style')}'`,
      'img-src data:',
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'none'",
      "base-uri 'none'",
    ])
    expect(html).not.toMatch(/\s(?:style|on[a-z]+)=/)
  }
  expect((await fetch(`${server.url}/__mock__/`, { method: 'POST' })).status).toBe(404)
})

test('console: the script parses and uses existing control routes', () => {
  expect(() => new Script(script)).not.toThrow()
  const asked = [...script.matchAll(/'(GET|POST|PATCH|DELETE)', '([a-z/]+)/g)].map(([, method, name]) => [name, method])
  expect(asked.length).toBeGreaterThan(6)
  for (const [name, method] of asked)
    expect([name, controlRoutes[name ?? ''] ?? []]).toEqual([name, expect.arrayContaining([method])])
})

test('console: a request as a curl command; with HEAD curl does not wait for a body', () => {
  const lineOf = (request: object): unknown =>
    runInNewContext(`${curlScript};requestLine(${JSON.stringify(request)})`, {
      location: { origin: 'http://localhost:1' },
      base: '/',
    })
  expect([
    lineOf({ method: 'GET', path: '/api/v1/me', body: null }),
    lineOf({ method: 'HEAD', path: '/api/v1/me', body: null }),
    lineOf({ method: 'POST', path: '/api/v1/auth/identify', body: { email: "o'hara@acme.example" } }),
  ]).toEqual([
    "curl -sg -X 'GET' 'http://localhost:1/api/v1/me'",
    "curl -sg --head 'http://localhost:1/api/v1/me'",
    "curl -sg -X 'POST' 'http://localhost:1/api/v1/auth/identify' -H 'content-type: application/json'" +
      ` -d '{''"email":"o'\\''hara@acme.example"''}'`,
  ])
})
