import { format } from 'node:util'
import { expect, test, vi } from 'vitest'
import { expectStep } from '../support/client/expect-step.ts'
import { createScenario, email, password } from '../support/client/scenario.ts'

/** Everything that a scenario's clients print, as the console shows it. */
const watchConsole = (): string[] => {
  const lines: string[] = []
  vi.spyOn(console, 'debug').mockImplementation((...words) => void lines.push(format(...words)))
  return lines
}

test('debug: a login with a second factor, a refresh, a refusal and a logout print no secret', async () => {
  const wrongCode = 'planted-wrong-code'
  const secrets = new Set<string>([email, encodeURIComponent(email), password, wrongCode, 'Bearer', 'planted-cookie'])
  const scenario = createScenario({
    user: { mfa: ['email'] },
    client: { debug: true, headers: { 'x-cookie': 'planted-cookie' } },
    network: async (request, next) => {
      const response = await next(request)
      for (const [, token = ''] of (await response.clone().text()).matchAll(/_token": ?"([^"]+)"/g)) secrets.add(token)
      return response
    },
  })
  const { auth, portal, browser } = scenario
  const lines = watchConsole()
  const step = await auth.identify({ email })
  const next = await step.authenticate({ password, tenantId: step.tenants[0]?.id ?? '' })
  expectStep(next, 'mfa')
  await next.sendEmailCode()
  const code = portal.outbox.latest(email)?.code ?? ''
  secrets.add(code)
  await expect(next.verify({ method: 'email', code: wrongCode })).rejects.toMatchObject({ code: 'mfa_code_rejected' })
  await next.verify({ method: 'email', code })
  secrets.add(next.userId)
  secrets.add(await auth.getAccessToken())
  await auth.refresh()
  portal.clock.advance(31 * 24 * 3_600_000)
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'session_expired' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })

  const printed = lines.join('\n')
  expect(secrets.size).toBeGreaterThan(10)
  expect([...secrets].filter((secret) => secret === '' || printed.includes(secret))).toEqual([])
  for (const type of ['refresh_started', 'refresh_succeeded', 'refresh_failed', 'signed_out'])
    expect(printed).toContain(`type: '${type}'`)
  const exchanges = lines.filter((line) => line.includes('operation:')).map((line) => line.replaceAll(/\s+/g, ' '))
  expect(exchanges).toHaveLength(7)
  expect(exchanges[2]).toMatch(
    /^scaikey-portal-auth \{ operation: 'sendEmailCode', method: 'POST', path: '\/api\/v1\/auth\/tenants\/acme\/mfa\/email\/send', status: 200, durationMs: \d+, code: undefined \}$/,
  )
  expect(exchanges[3]).toContain("operation: 'verify'")
  expect(exchanges[3]).toContain("status: 401, durationMs: 0, code: 'mfa_code_rejected'")
})

test('debug: a request without a response prints its code and how long it took', async () => {
  const { auth, browser } = createScenario({
    client: { debug: true },
    network: () => new Promise(() => {}),
  })
  const lines = watchConsole()
  await expect(browser.run(auth.identify({ email }))).rejects.toMatchObject({ code: 'timeout' })
  expect(lines.join('').replaceAll(/\s+/g, ' ')).toContain("status: undefined, durationMs: 10000, code: 'timeout'")
})

test('debug: without it nothing is printed', async () => {
  const { auth } = createScenario()
  const lines = watchConsole()
  await auth.login({ email, password })
  await auth.refresh()
  expect(lines).toEqual([])
})
