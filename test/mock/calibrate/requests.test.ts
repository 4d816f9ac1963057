import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { listProbes } from '../../../mock/calibrate/probes.ts'
import { wrongPassword } from '../../../mock/calibrate/probes-without-account.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import { readPage, tableOf } from '../../support/docs/markdown.ts'
import { all, everyCharge, plain, portalWith, run, target, unlikeDefaults } from '../../support/mock/calibrate-bench.ts'

test.each(['1', '4', '0.5'])('calibrate: respects --rate %s', async (rate) => {
  const { exchanges } = await run(portalWith().fetch, [...target, '--rate', rate], plain)
  const gapsMs = exchanges.slice(1).map(({ atMs }, index) => atMs - (exchanges[index]?.atMs ?? 0))
  expect(gapsMs).toEqual(Array(exchanges.length - 1).fill(1000 / Number(rate)))
})

test('calibrate: sends the listed requests in order, each at most once', async () => {
  const { exchanges, printed } = await run(portalWith().fetch, everyCharge, all)
  const listed = listProbes(all, 3)
  const notSent = [...printed.matchAll(/^ *(\d+)\/\d+ .*: not sent/gm)].map(([, number]) => Number(number) - 1)
  expect(exchanges.map(({ path }) => path)).toEqual(
    listed.filter((_, i) => !notSent.includes(i)).map(({ path }) => path),
  )
  expect(exchanges.length).toBeLessThanOrEqual(listed.length)
  expect(printed).toContain(`${exchanges.length} of ${listed.length} requests were sent.`)
})

test('calibrate: without an account no request names one', async () => {
  const { exchanges, code } = await run(portalWith().fetch, target)
  expect([code, exchanges.length]).toEqual([0, listProbes(undefined, 1).length])
  expect(exchanges.filter(({ body }) => body.includes('@') && !body.includes('@example.com'))).toEqual([])
})

test.each([
  [[], 1],
  [['--charges', '0'], 0],
  [['--charges', '3'], 1],
] as const)(
  'calibrate: with %j the account is given a wrong password %i times, and stays unlocked',
  async (more, times) => {
    const portal = portalWith({ lockout: { maxFailures: 2 + more.length } })
    const { exchanges, code } = await run(portal.fetch, [...target, ...more], plain)
    const flows = exchanges
      .filter(({ answer }) => answer.includes('flow_token'))
      .map(({ answer }) => JSON.parse(answer.slice(4)).flow_token)
    // The first flow is nobody's.
    const wrong = exchanges.filter(
      ({ body }) => body.includes(wrongPassword) && flows.slice(1).some((flow) => body.includes(flow)),
    )
    expect([code, wrong.length]).toEqual([0, times])
    const login = await portal.fetch('/api/v1/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(plain),
    })
    expect(login.status).toBe(200)
  },
)

test('calibrate: a rejected password is tried once', async () => {
  const { exchanges, printed } = await run(portalWith().fetch, everyCharge, { ...all, password: 'mistyped-password' })
  expect(exchanges.filter(({ body }) => body.includes('mistyped-password'))).toHaveLength(1)
  expect(printed).toContain('the account’s password was answered 401; nothing else is sent for the account')
})

test('calibrate: --tenant is the tenant of the login', async () => {
  const portal = portalWith()
  const { id } = portal.tenants.list().find(({ slug }) => slug === 'initech') ?? { id: '' }
  const account = { email: 'tenants@acme.example', password: 'tenants-password-1' }
  const { code } = await run(portal.fetch, [...target, '--tenant', id], account)
  expect(code).toBe(0)
  expect(new Set(portal.sessions.list().map(({ tenant }) => tenant))).toEqual(new Set(['initech']))
})

test('calibrate: leaves no session', async () => {
  for (const [account, policy] of [
    [plain, {}],
    [all, unlikeDefaults],
  ] as const) {
    const portal = portalWith(policy)
    await run(portal.fetch, everyCharge, account)
    const sessions = portal.sessions.list()
    expect(sessions.length).toBeGreaterThan(0)
    expect(sessions.filter(({ status }) => status !== 'logout')).toEqual([])
  }
})

test('calibrate: no password and no token is printed or written', async () => {
  for (const account of [plain, all]) {
    const { exchanges, printed, out } = await run(portalWith(unlikeDefaults).fetch, everyCharge, account)
    const tokens = exchanges.flatMap(({ answer }) => answer.match(/(?<=_token":")[^"]+/g) ?? [])
    expect(tokens.length).toBeGreaterThan(3)
    const shown = printed + readFileSync(out, 'utf8')
    for (const secret of [account.password, account.email, ...tokens]) expect(shown).not.toContain(secret)
  }
})

test('calibrate: stops if the portal asks for a pause, in any format, and writes the findings', async () => {
  const portal = portalWith()
  let count = 0
  const { code, printed, exchanges, policy } = await run(
    async (request) => {
      count += 1
      return count === 5 ? new Response('slow down', { status: 429 }) : portal.fetch(request)
    },
    target,
    plain,
  )
  expect([code, exchanges.length]).toEqual([1, 5])
  expect(printed).toContain('Stopped early: the portal answered 429')
  expect(Object.keys(policy.refusals ?? {})).toEqual(['notAuthenticated', 'accessTokenInvalid'])
})

test('calibrate: asks an unreachable portal once and writes nothing', async () => {
  const server = await startPortalServer()
  await server.close()
  const args = ['--base-url', server.url, '--confirm-target', new URL(server.url).host]
  const { code, printed, exchanges, out } = await run((request) => fetch(request), args)
  expect([code, exchanges.length, existsSync(out)]).toEqual([1, 1, false])
  expect(printed).toContain(`Stopped early: ${server.url} cannot be reached: no answer: ECONNREFUSED`)
})

test('calibrate: the page lists the requests', () => {
  const listed = listProbes(plain, 3).map(({ method, path, purpose }, i) => [`${i + 1}`, `${method} ${path}`, purpose])
  expect(tableOf(readPage('docs/calibrate.md'), 'request')).toEqual(listed)
})

test('calibrate: a redirect is not followed to another host', async () => {
  const elsewhere = await startPortalServer()
  const target = createServer((_, response) => response.writeHead(307, { location: elsewhere.url }).end())
  await once(target.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(async () => {
    target.close()
    await elsewhere.close()
  })
  const address = target.address()
  const at = `127.0.0.1:${typeof address === 'object' && address?.port}`
  const args = ['--base-url', `http://${at}`, '--confirm-target', at]
  const { printed } = await run((request) => fetch(request), args, plain)
  expect(printed).toContain('answered 307, a redirect, which is not followed')
  expect(elsewhere.portal.requests).toEqual([])
})
