import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { isPortalAuthError } from '../../src/index.ts'
import { createBench } from './portal-under-test.ts'

test('secrets: nothing public prints a password, a code or a token', async () => {
  const secrets: string[] = []
  const password = 'planted-password'
  const bench = createBench({
    intercept: async (request, next) => {
      const response = await next(request)
      // Everything the portal calls a token is a secret from here on.
      const text = await response.clone().text()
      for (const [, token = ''] of text.matchAll(/"(?:\w+_token)":\s*"([^"]+)"/g)) secrets.push(token)
      return response
    },
  })
  const { portal, auth, events } = bench
  const user = portal.users.add({
    email: 'ada@example.com',
    password,
    tenants: ['acme'],
    mfa: ['totp', 'email', 'backup_code'],
  })
  const printed: unknown[] = []
  const keep = <T>(value: T): T => {
    printed.push(value)
    return value
  }
  const refused = (call: Promise<unknown>): Promise<unknown> => call.then(keep, keep)

  keep(auth)
  const identified = keep(await auth.identify({ email: 'ada@example.com' }))
  if (identified.step !== 'password') throw new Error(identified.step)
  await refused(identified.authenticate({ password: `${password}-wrong` }))
  await refused(auth.login({ email: 'ada@example.com', password }))
  const next = keep(await identified.authenticate({ password }))
  if (next.step !== 'mfa') throw new Error(next.step)
  await refused(identified.authenticate({ password }))
  await refused(next.verify({ method: 'backup_code', code: 'planted-code' }))
  keep(await next.verify({ method: 'backup_code', code: user.backupCodes?.[0] ?? '' }))
  await auth.refresh()
  portal.faults.add({ operation: 'refresh', times: 1, then: 'malformed-json' })
  await refused(auth.refresh())
  await refused(auth.fetch('https://portal.example/api/v1/me'))
  keep(auth.session.getSnapshot())
  keep(await auth.logout())
  keep(auth.session.getSnapshot())
  keep(events)

  secrets.push(password, 'planted-code', ...(user.backupCodes ?? []), user.totpSecret ?? '')
  expect(secrets.length).toBeGreaterThan(10)
  const text = printed
    .flatMap((value) => [
      inspect(value, { depth: 20, showHidden: true }),
      JSON.stringify(value) ?? '',
      String(value),
      isPortalAuthError(value) ? (value.stack ?? '') : '',
    ])
    .join('\n')
  expect(text.length).toBeGreaterThan(2000)
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
})
