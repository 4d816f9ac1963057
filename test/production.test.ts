import { runInNewContext } from 'node:vm'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { createPortalMock, type PortalMock } from '../mock/index.ts'
import type * as Client from '../src/index.ts'
import { bundle } from './support/bundle.ts'
import { expectStep } from './support/client/expect-step.ts'

type ClientEntry = typeof Client

const entryPoints = ['./src/index.ts']
/** As an application's bundler builds it for production. */
const production = await bundle({ entryPoints, minify: true })
/** As it is in `dist/`: no bundler has replaced anything. */
const unbundled = await bundle({ entryPoints, platform: 'neutral', format: 'iife', globalName: 'client', external: [] })

const user = { email: 'totp@acme.example', password: 'totp-password-1' }

/** Goes once through what most users of a client do; resolves to the messages of its errors. */
async function useOnce(client: ClientEntry, portal: PortalMock): Promise<readonly string[]> {
  const auth = client.createPortalAuth({ baseUrl: 'https://portal.example', fetch: portal.fetch })
  const messages: string[] = []
  const keep = (error: unknown): void => {
    expect(client.isPortalAuthError(error)).toBe(true)
    messages.push(String(error))
  }
  const step = await auth.identify({ email: user.email })
  const tenantId = step.tenants[0]?.id ?? ''
  await step.authenticate({ password: 'wrong', tenantId }).catch(keep)
  const next = await step.authenticate({ password: user.password, tenantId })
  expectStep(next, 'mfa')
  await next.verify({ method: 'totp', code: '000000' }).catch(keep)
  const { session } = await next.verify({ method: 'totp', code: portal.totp(user.email) })
  expect(session.user.email).toBe(user.email)
  await auth.refresh()
  expect((await auth.fetch('https://portal.example/api/v1/me')).status).toBe(200)
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'done' })
  await auth.getAccessToken().catch(keep)
  auth.dispose()
  return messages
}

/** The texts in a program that consist of several words. */
function sentencesIn(code: string): readonly string[] {
  const sentences: string[] = []
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateTail(node) ? node.text : ''
    if (/[a-z]{2,}:? [a-z]{2,}/i.test(text)) sentences.push(text)
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ES2022))
  return sentences
}

const load = (code: string): Promise<ClientEntry> => import(`data:text/javascript,${encodeURIComponent(code)}`)

test('production: a bundle has no text for developers', async () => {
  expect(sentencesIn(unbundled.code).length).toBeGreaterThan(40)
  const { code } = await bundle({ entryPoints, minify: true, external: ['openapi-fetch'] })
  // Of these, two are messages by input field, and one is that of the platform where its signals give no reason.
  const kept = ['must be the slug of a tenant', 'used already', 'the caller aborted']
  expect(sentencesIn(code).toSorted()).toEqual(kept.toSorted())
})

test('production: in a bundle a login, a refresh, a call and a logout work, and errors name their facts', async () => {
  expect(await useOnce(await load(production.code), createPortalMock())).toEqual([
    'PortalAuthError: invalid_credentials (authenticate, 401)',
    'PortalAuthError: mfa_code_rejected (verify, 401)',
    'PortalAuthError: signed_out (refresh)',
  ])
})

test.each<[string, object | undefined, RegExp]>([
  ['without process', undefined, /^PortalAuthError: signed_out \(refresh\)$/],
  ['with a process for production', { env: { NODE_ENV: 'production' } }, /^PortalAuthError: signed_out \(refresh\)$/],
  ['with a process', { env: {} }, /no session: sign in first/],
])('production: unbundled, in a realm %s, they work too', async (_, process, message) => {
  const { URL, URLSearchParams, Request, Response, Headers, AbortController, TextDecoder, performance } = globalThis
  const { setTimeout, clearTimeout, queueMicrotask, atob, fetch } = globalThis
  const realm: { [name: string]: unknown; client?: ClientEntry } = {
    ...{ URL, URLSearchParams, Request, Response, Headers, AbortController, TextDecoder, performance },
    ...{ setTimeout, clearTimeout, queueMicrotask, atob, fetch },
    ...(process && { process }),
  }
  runInNewContext(unbundled.code.replace(/^var client =/m, 'globalThis.client ='), realm)
  const { client } = realm
  if (!client) throw new Error('the bundle made no client')
  const messages = await useOnce(client, createPortalMock())
  expect(messages[2]).toMatch(message)
})

test.each<[string, object]>([
  ['a base URL of another scheme', { baseUrl: 'ftp://portal.example' }],
  ['a base URL that a browser takes for a host', { baseUrl: '/\\evil.example' }],
  ['a base URL with a tab after its slash', { baseUrl: '/\t/evil.example' }],
  ['a base URL with credentials', { baseUrl: 'https://ada:pw@portal.example' }],
  ['no base URL', {}],
  ['an origin with credentials', { baseUrl: 'https://a.example', apiOrigins: ['https://good@evil.example'] }],
  ['an origin with a path', { baseUrl: 'https://a.example', apiOrigins: ['https://api.example/v1'] }],
  ['a wildcard origin', { baseUrl: 'https://a.example', apiOrigins: ['https://*.example.com'] }],
  ['one origin instead of a list', { baseUrl: 'https://a.example', apiOrigins: 'https://a.example' }],
])('production: %s is an error there too', async (_, options) => {
  const { createPortalAuth } = await load(production.code)
  expect(() => createPortalAuth(options as Client.PortalAuthOptions)).toThrow(TypeError)
})

test('production: the shape of an option is checked in development only', async () => {
  const { createPortalAuth } = await load(production.code)
  const auth = createPortalAuth({ baseUrl: 'https://a.example', unknown: true } as Client.PortalAuthOptions)
  expect(auth.session.getSnapshot().status).toBe('loading')
})
