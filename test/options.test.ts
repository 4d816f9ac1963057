import { expect, test } from 'vitest'
import { createPortalMock } from '../mock/index.ts'
import { createPortalAuth } from '../src/index.ts'

const baseUrl = 'https://portal.example'
const make = createPortalAuth as (options?: unknown) => ReturnType<typeof createPortalAuth>

test.each<[string, unknown, string]>([
  ['no options', undefined, 'options must be'],
  ['null', null, 'options must be'],
  ['no base URL', {}, 'baseUrl must be'],
  ['an empty base URL', { baseUrl: '' }, 'baseUrl must be'],
  ['a base URL without a scheme', { baseUrl: 'localhost:3000' }, 'baseUrl must be'],
  ['a base URL of another scheme', { baseUrl: 'ftp://portal.example' }, 'baseUrl must be'],
  ['a base URL without a scheme', { baseUrl: '//portal.example' }, 'baseUrl must be'],
  ['a base URL that a browser takes for a host', { baseUrl: '/\\portal.example' }, 'baseUrl must be'],
  ['a base URL with a query', { baseUrl: `${baseUrl}?a=b` }, 'baseUrl must be'],
  ['a base URL with a fragment', { baseUrl: `${baseUrl}/#a` }, 'baseUrl must be'],
  ['a base URL with a space in its host', { baseUrl: 'https://portal example' }, 'baseUrl must be'],
  ['a base URL of no port', { baseUrl: 'https://a:99999', apiOrigins: [baseUrl] }, 'baseUrl must be'],
  ['a base URL with credentials', { baseUrl: 'https://ada:pw@portal.example' }, 'baseUrl must be'],
  ['a storage without remove', { baseUrl, storage: { get() {}, set() {} } }, 'storage must be'],
  ['a storage that is a Web Storage', { baseUrl, storage: null }, 'storage must be'],
  ['an unknown option', { baseUrl, onEvents() {} }, 'unknown option "onEvents"; expected one of baseUrl, storage'],
  ['an empty storage key', { baseUrl, storageKey: '' }, 'storageKey must be'],
  ['a fetch that is not a function', { baseUrl, fetch: {} }, 'fetch must be'],
  ['a clock that is a number', { baseUrl, clock: 5 }, 'clock must be'],
  ['a clock whose time is a number', { baseUrl, clock: { now: 5 } }, 'clock must be'],
  ['a clock whose timer is a number', { baseUrl, clock: { setTimeout: 5 } }, 'clock must be'],
  ['a random that is a number', { baseUrl, random: 0.5 }, 'random must be'],
  ['a lock without request', { baseUrl, lock: {} }, 'lock must be'],
  ['a channel without subscribe', { baseUrl, channel: { post() {} } }, 'channel must be'],
  ['a lifecycle without isOnline', { baseUrl, lifecycle: { subscribe() {} } }, 'lifecycle must be'],
  ['a timeout of nothing', { baseUrl, timeoutMs: 0 }, 'timeoutMs must be'],
  ['a timeout that is text', { baseUrl, timeoutMs: '5' }, 'timeoutMs must be'],
  ['an endless timeout', { baseUrl, timeoutMs: Number.POSITIVE_INFINITY }, 'timeoutMs must be'],
  ['a classifyError that is not a function', { baseUrl, classifyError: 'server' }, 'classifyError must be'],
  ['an onEvent that is not a function', { baseUrl, onEvent: true }, 'onEvent must be'],
  ['a debug that is text', { baseUrl, debug: '*' }, 'debug must be'],
  ['headers that are text', { baseUrl, headers: 'x-a: b' }, 'headers must be'],
  ['headers that cannot be sent', { baseUrl, headers: { 'x a': 'b' } }, 'headers must be'],
  ['credentials that fetch does not know', { baseUrl, credentials: 'always' }, 'credentials must be'],
  ['schemas that are not an object', { baseUrl, schemas: true }, 'schemas must be'],
  ['schemas without a schema', { baseUrl, schemas: { identify: {} } }, 'schemas must be'],
  ['one origin instead of a list', { baseUrl, apiOrigins: baseUrl }, 'apiOrigins must be'],
  ['an origin without a scheme', { baseUrl, apiOrigins: ['localhost:3000'] }, 'apiOrigins must hold'],
  ['an origin that is data', { baseUrl, apiOrigins: ['data:text/plain,a'] }, 'apiOrigins must hold'],
  ['an origin that is not a URL', { baseUrl, apiOrigins: ['api.example.com'] }, 'got api.example.com'],
  ['an origin with a path', { baseUrl, apiOrigins: ['https://api.example.com/v1'] }, 'apiOrigins must hold'],
  ['an origin with credentials', { baseUrl, apiOrigins: ['https://good@evil.example'] }, 'apiOrigins must hold'],
  ['a wildcard origin', { baseUrl, apiOrigins: ['https://*.example.com'] }, 'apiOrigins must hold'],
  ['a wildcard port', { baseUrl, apiOrigins: ['https://api.example.com:*'] }, 'apiOrigins must hold'],
  ['an escaped wildcard', { baseUrl, apiOrigins: ['https://%2a.example.com'] }, 'apiOrigins must hold'],
  ['a full-width wildcard', { baseUrl, apiOrigins: ['https://\uff0a.example.com'] }, 'apiOrigins must hold'],
  ['an origin with a placeholder', { baseUrl, apiOrigins: ['https://{tenant}.example.com'] }, 'apiOrigins must hold'],
  ['a host with a dot in front', { baseUrl, apiOrigins: ['https://.example.com'] }, 'apiOrigins must hold'],
  ['an isExpired that is not a function', { baseUrl, isExpired: 401 }, 'isExpired must be'],
  ['any origin', { baseUrl, apiOrigins: ['*'] }, 'apiOrigins must hold'],
  ['an origin of null', { baseUrl, apiOrigins: ['null'] }, 'apiOrigins must hold'],
  ['a base URL with a tab after its slash', { baseUrl: '/\t/evil.example' }, 'baseUrl must be'],
  ['a base URL with a line end after its slash', { baseUrl: '/\n/evil.example' }, 'baseUrl must be'],
  ['an origin that is not a string', { baseUrl, apiOrigins: [5] }, 'apiOrigins must be'],
])('options: %s is an error that names the option', (_, options, message) => {
  expect(() => make(options)).toThrow(TypeError)
  expect(() => make(options)).toThrow(message)
})

test('options: an option that is undefined counts as absent', () => {
  using auth = createPortalAuth({ baseUrl, storage: undefined, timeoutMs: undefined, apiOrigins: undefined })
  expect(auth.session.getSnapshot().status).toBe('loading')
})

test.each([
  ['in capitals', 'HTTPS://API.Example.COM', 'https://api.example.com/a'],
  ['with the default port', 'https://api.example.com:443', 'https://api.example.com/a'],
  ['with a slash at its end', 'https://api.example.com/', 'https://api.example.com'],
  ['in another alphabet', 'https://m\u00fcnchen.example', 'https://xn--mnchen-3ya.example/a'],
  ['as punycode', 'https://xn--mnchen-3ya.example', 'https://m\u00fcnchen.example/a'],
  ['of a number', 'http://[::1]:8080', 'http://[::1]:8080/a'],
  ['with a dot at its end', 'https://api.example.com.', 'https://api.example.com./a'],
])('apiOrigins: an origin %s is the same origin', (_, entry, url) => {
  using auth = createPortalAuth({ baseUrl, apiOrigins: [entry] })
  expect(auth.sendsTokenTo(url)).toBe(true)
  expect(auth.sendsTokenTo(new URL(url))).toBe(true)
  expect(auth.sendsTokenTo(`${url.split('/').slice(0, 3).join('/')}x/`)).toBe(false)
})

test('apiOrigins: a dot at the end of a host makes another origin', () => {
  using auth = createPortalAuth({ baseUrl })
  expect(auth.sendsTokenTo(`${baseUrl}./api`)).toBe(false)
})

test('apiOrigins: a URL without a slash after its host is judged whole', () => {
  using auth = createPortalAuth({ baseUrl: 'https://portal.exampl' })
  expect(auth.sendsTokenTo('https://portal.example')).toBe(false)
})

test.each([
  ['another port', 'https://portal.example:8443/api'],
  ['another scheme', 'http://portal.example/api'],
  ['a host that begins like it', 'https://portal.example.evil.example/api'],
  ['a host that ends like it', 'https://evil-portal.example/api'],
  ['a host below it', 'https://a.portal.example/api'],
  ['a host after user info', 'https://portal.example:443@evil.example/api'],
  ['a host after an escaped slash', 'https://portal.example%2f.evil.example/api'],
])('apiOrigins: the access token does not go to %s', async (_, url) => {
  const portal = createPortalMock()
  const sent: [string, boolean][] = []
  using auth = createPortalAuth({
    baseUrl,
    async fetch(request) {
      if (request.url.includes('/auth/')) return await portal.fetch(request)
      sent.push([request.url, request.headers.has('authorization')])
      return new Response()
    },
  })
  await auth.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  await auth.fetch(`${baseUrl}/api`)
  // fetch itself refuses some of them.
  await auth.fetch(url).catch(() => {})
  expect(sent.filter(([, hasToken]) => hasToken).map(([to]) => to)).toEqual([`${baseUrl}/api`])
})
