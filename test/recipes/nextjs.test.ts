import { type ComponentType, createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import { createPortalAuth } from '../../src/index.ts'
import { expectStep } from '../support/client/expect-step.ts'

type Handler = (request: Request, context: { params: Promise<{ path: string[] }> }) => Promise<Response>

const route = (await import('fence:app/portal/[...path]/route.ts' as string)) as { GET: Handler; POST: Handler }

/** Calls the route as Next does: with the path's segments, decoded. */
function callRoute(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.split('/').slice(2).map(decodeURIComponent)
  return route[request.method === 'GET' ? 'GET' : 'POST'](request, { params: Promise.resolve({ path }) })
}

test('recipe: the Next.js route proxies a whole login and its error responses, without cookies', async () => {
  const portal = createPortalMock()
  const sent: Request[] = []
  vi.stubGlobal('fetch', async (target: string, init: RequestInit) => {
    const request = new Request(target, init)
    sent.push(request.clone())
    const answer = await portal.fetch(request)
    const headers = new Headers(answer.headers)
    headers.append('set-cookie', 'portal=1')
    return new Response(answer.body, { status: answer.status, headers })
  })
  const answers: Response[] = []
  const auth = createPortalAuth({
    baseUrl: 'https://app.test/portal',
    headers: { cookie: 'app=1' },
    async fetch(request) {
      const answer = await callRoute(request)
      answers.push(answer)
      return answer
    },
  })
  const identified = await auth.identify({ email: 'email@acme.example' })
  expectStep(identified, 'password')
  const next = await identified.authenticate({ password: 'email-password-1' })
  expectStep(next, 'mfa')
  await next.sendEmailCode()
  await next.verify({ method: 'email', code: portal.outbox.latest('email@acme.example')?.code })
  await auth.refresh()
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'done' })
  expect(portal.requests.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    'identify 200',
    'authenticate 200',
    'sendEmailCode 200',
    'verify 200',
    'refresh 200',
    'logout 200',
  ])
  expect(sent.every(({ url }) => url.startsWith('https://scaikey.example.com/api/v1/auth/'))).toBe(true)
  expect(sent.some(({ headers }) => headers.has('cookie'))).toBe(false)
  expect(answers.some(({ headers }) => headers.has('set-cookie'))).toBe(false)

  const headers = { 'retry-after': '30' }
  portal.faults.add({ operation: 'identify', then: { status: 429, headers } })
  await expect(auth.identify({ email: 'plain@acme.example' })).rejects.toMatchObject({ retryAfterMs: 30_000 })
})

test('recipe: the Next.js route proxies the operations of the login and nothing else', async () => {
  const sent = vi.fn()
  vi.stubGlobal('fetch', sent)
  for (const path of [
    'api/v1/me',
    'api/v1/auth/%2E%2E/me',
    'api/v1/auth/..%2F..%2Fadmin',
    '%2F%2Fevil.example/api/v1/auth/x',
  ]) {
    const answer = await callRoute(new Request(`https://app.test/portal/${path}`))
    expect([path, answer.status]).toEqual([path, 404])
  }
  expect(sent).not.toHaveBeenCalled()
})

test('recipe: the Next.js session renders on the server and sends nothing there', async () => {
  const sent = vi.fn()
  vi.stubGlobal('fetch', sent)
  const { Session } = (await import('fence:app/session.tsx' as string)) as { Session: ComponentType }
  for (let request = 0; request < 2; request++) {
    expect(renderToString(createElement(Session, {}, 'secret'))).toBe('<p>One moment…</p>')
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(sent).not.toHaveBeenCalled()
})
