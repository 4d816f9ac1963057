import { expect, test } from 'vitest'
import { createPortalClient } from '../../src/index.ts'
import { expectStep } from '../support/client/expect-step.ts'
import { createScenario, createSignedInScenario, email, password } from '../support/client/scenario.ts'

const elsewhere = 'https://elsewhere.example/collect'

test.each([301, 302, 303, 307, 308])('F58: no portal request follows a redirect with status %s', async (status) => {
  const seen: Request[] = []
  const scenario = createScenario({ user: { mfa: ['totp', 'email'] } })
  const { auth, browser, tab } = scenario
  let isRedirecting = false
  tab.network = async (request, next) => {
    if (!isRedirecting) return next(request)
    seen.push(request)
    return new Response(null, { status, headers: { location: elsewhere } })
  }
  const identified = await browser.run(auth.identify({ email }))
  expectStep(identified, 'password')
  const mfa = await browser.run(identified.authenticate({ password }))
  expectStep(mfa, 'mfa')
  isRedirecting = true
  const refused = { code: 'unexpected_response', retryable: false }
  await expect(auth.identify({ email })).rejects.toMatchObject(refused)
  await expect(identified.authenticate({ password: 'another' })).rejects.toMatchObject(refused)
  await expect(auth.login({ email, password })).rejects.toMatchObject(refused)
  await expect(mfa.verify({ method: 'totp', code: '123456' })).rejects.toMatchObject(refused)
  await expect(mfa.sendEmailCode()).rejects.toMatchObject(refused)
  const bare = createPortalClient(auth).POST('/api/v1/auth/identify', { body: { email } })
  await expect(bare).rejects.toThrow('baseUrl must lead to the portal without a redirect')
  expect(seen.map(({ redirect }) => redirect)).toEqual(Array(6).fill('manual'))
})

test('F58: a redirected refresh is not repeated by itself, and the session continues', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  let posts = 0
  tab.network = async (request, next) => {
    if (!request.url.endsWith('/refresh')) return next(request)
    posts += 1
    return new Response(null, { status: 307, headers: { location: elsewhere } })
  }
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'unexpected_response', retryable: false })
  expect(posts).toBe(1)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
})

test('F58: an opaque redirect, as browsers show one, is refused too', async () => {
  const opaque = Object.defineProperties(new Response(), { type: { value: 'opaqueredirect' }, status: { value: 0 } })
  const { auth } = createScenario({ client: { fetch: async () => opaque } })
  await expect(auth.login({ email, password })).rejects.toMatchObject({ code: 'unexpected_response' })
})

test('F58: the answer of the target of a redirect, which the option fetch has followed, signs nobody in', async () => {
  const body = { access_token: 'theirs', refresh_token: 'theirs', user: {} }
  const followed = Object.defineProperty(Response.json(body), 'redirected', { value: true })
  const { auth } = createScenario({ client: { fetch: async () => followed } })
  const refused = { code: 'unexpected_response', retryable: false }
  await expect(auth.login({ email, password })).rejects.toMatchObject(refused)
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_out' })
})
