import { expect, onTestFinished, test } from 'vitest'
import { wrongPassword } from '../../../mock/calibrate/probes-without-account.ts'
import type { PortalPolicyOptions } from '../../../mock/index.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import {
  type Account,
  all,
  everyCharge,
  plain,
  portalWith,
  refusing,
  run,
  type Send,
  target,
  unlikeDefaults,
} from '../../support/mock/calibrate-bench.ts'

test('calibrate: finds, writes and prints what differs from the defaults, over HTTP', {
  timeout: 30_000,
}, async () => {
  const { policy } = { policy: refusing }
  const server = await startPortalServer({ policy })
  onTestFinished(() => server.close())
  server.portal.users.add({
    email: 'ada@example.com',
    password: 'pw-of-ada',
    tenants: ['acme', 'globex'],
    mfa: ['totp'],
  })
  const args = ['--base-url', server.url, '--confirm-target', new URL(server.url).host, '--charges', '3']
  const send: Send = (request) => fetch(request)
  const first = await run(send, args, plain)
  const second = await run(send, args, { email: 'ada@example.com', password: 'pw-of-ada' }, first.out)
  expect([first.code, second.code]).toEqual([0, 0])
  expect(second.policy).toMatchObject(JSON.parse(JSON.stringify(refusing)))
  expect(first.printed).toMatch(/^access\.lifetimeSeconds +3600 +900$/m)
  expect(first.printed).toMatch(/^refusals\.flowTokenInvalid +\{"status":400,.*\} +\{"status":410,"detail":"Gone"\}$/m)
  expect(second.printed).toMatch(
    /^refusals\.mfaMethodUnavailable +\{.*\} +\{"status":409,"detail":"No such factor"\}$/m,
  )
})

test.each<[string, Account, PortalPolicyOptions]>([
  ['an account with a password only', plain, refusing],
  ['an account of several tenants with every second factor', all, refusing],
  ['an account whose second factor one-step login does not ask for', all, unlikeDefaults],
  ['an account of a portal that is as the mock is by default', plain, {}],
  [
    'an account of a portal whose logout ends nothing and that hides a single tenant',
    plain,
    { logout: { ends: 'nothing' }, identify: { listsTenants: 'several', unknownEmail: 'no_tenants' } },
  ],
])('calibrate: a mock with the written policy answers %s byte for byte as the portal', async (_, account, policy) => {
  const asked = await run(portalWith(policy).fetch, everyCharge, account)
  const again = await run(portalWith(asked.policy).fetch, everyCharge, account)
  expect(asked.exchanges.length).toBeGreaterThan(15)
  expect(again.exchanges).toEqual(asked.exchanges)
  expect(again.policy).toEqual(asked.policy)
})

test('calibrate: finds no difference in a portal with the defaults', async () => {
  const { printed, policy } = await run(portalWith().fetch, everyCharge, all)
  const rows = printed.split('\n').filter((line) => /^[a-z]+\.[A-Za-z]+ {2}/.test(line))
  expect(rows.length).toBeGreaterThan(15)
  expect(rows.filter((row) => !row.endsWith('the same'))).toEqual([])
  expect(portalWith(policy).users.list()).toHaveLength(7)
})

test('calibrate: an answer that repeats the request is reported and not kept', async () => {
  const echoing: Send = async (request) => {
    const { password, refresh_token = 'none' } = JSON.parse((await request.clone().text()) || '{}')
    if (request.url.endsWith('/refresh')) return Response.json({ detail: `unknown: ${refresh_token}` }, { status: 401 })
    if (password !== wrongPassword) return portal.fetch(request)
    return Response.json({ detail: { sent: password } }, { status: 401 })
  }
  const portal = portalWith()
  const { policy, printed } = await run(echoing, target, plain)
  expect(policy.refusals).not.toHaveProperty('invalidCredentials')
  expect(policy.refusals).not.toHaveProperty('refreshRefused')
  expect(printed).toContain('- refusals.refreshRefused: the answer repeats the request and is not kept')
})

test.each<[string, Response, RegExp]>([
  ['without JSON', new Response('<html>', { status: 401 }), /GET \/api\/v1\/me: answered 401 without JSON/],
  [
    'that is a redirect',
    Response.redirect('https://elsewhere.example/', 302),
    /me: answered 302, a redirect, which is not followed/,
  ],
  ['of a broken portal', Response.json({ detail: 'x' }, { status: 503 }), /me: answered 503: the portal failed/],
  [
    'of a portal without that call',
    Response.json({ detail: 'Not Found' }, { status: 404 }),
    /refusals.notAuthenticated: answered 404: the portal does not have this operation/,
  ],
  [
    'that expects another request',
    Response.json({ detail: [{ loc: ['query', 'x'], msg: 'Field required', type: 'missing' }] }, { status: 422 }),
    /refusals.notAuthenticated: answered 422: the portal expects another request/,
  ],
  ['that is not a refusal', Response.json({}), /refusals.notAuthenticated: answered 200, which is not a refusal/],
  ['that never came', Response.error(), /GET \/api\/v1\/me: no answer: ECONNRESET/],
])('calibrate: an answer %s is reported and not kept, and the run continues', async (_, answer, words) => {
  const portal = portalWith()
  const send: Send = async (request) => {
    if (!request.url.endsWith('/me')) return portal.fetch(request)
    if (answer.type === 'error')
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) })
    return answer.clone()
  }
  const { code, policy, printed } = await run(send, target)
  expect(code).toBe(0)
  expect(printed).toMatch(words)
  expect(policy.refusals).not.toHaveProperty('notAuthenticated')
  expect(policy.refusals).toHaveProperty('refreshRefused')
})

test('calibrate: a value that the policy cannot hold is reported with the allowed ones', async () => {
  const portal = portalWith()
  const send: Send = async (request) => {
    if (!request.url.endsWith('/authenticate')) return portal.fetch(request)
    return Response.json({ status: 'MFA', mfa_token: 'mfa-token-1', user_id: 'u' }, { status: 202 })
  }
  const { policy, printed } = await run(send, target, plain)
  expect(policy.mfa).toEqual({ statusWord: 'MFA' })
  expect(printed).toContain(
    '- mfa.httpStatus: the mock cannot answer like this: must be 200 or a whole number from 400 to 499; got 202',
  )
})

test('calibrate: different answers for unknown user and wrong password are reported', async () => {
  const portal = portalWith()
  let passwords = 0
  const send: Send = async (request) => {
    const isWrong = (await request.clone().text()).includes(wrongPassword)
    passwords += isWrong && request.url.endsWith('/authenticate') ? 1 : 0
    // The first is on an unknown flow token, the second an unknown user's.
    return isWrong && passwords === 2
      ? Response.json({ detail: 'No such user' }, { status: 404 })
      : portal.fetch(request)
  }
  const { printed, policy } = await run(send, target, plain)
  expect(printed).toMatch(/- refusals.invalidCredentials: answered .*No such user.*, later .*Invalid credentials/)
  expect(policy.refusals?.invalidCredentials?.status).toBe(401)
})

test('calibrate: if logout ends nothing, a valid token proves nothing', async () => {
  const { policy } = await run(portalWith({ logout: { ends: 'nothing' } }).fetch, target, plain)
  expect(policy.logout?.ends).toBe('nothing')
  expect(policy.access).not.toHaveProperty('checksRevocation')
})
