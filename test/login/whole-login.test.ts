import { setupServer as setupServer2 } from 'msw2/node'
import { afterEach, expect, test } from 'vitest'
import { createPortalMock, type PortalMock } from '../../mock/index.ts'
import { setupServer as setupServer3 } from '../../mock/node.ts'
import { createPortalAuth } from '../../src/index.ts'
import { expectStep } from '../support/client/expect-step.ts'
import { skipPauses } from '../support/client/skip-pauses.ts'

const baseUrl = 'https://portal.example'
const email = 'ada@example.com'
const password = 'correct horse battery staple'

const servers: Record<string, (portal: PortalMock) => { listen(): void; close(): void }> = {
  'msw 3': (portal) => setupServer3(portal),
  'msw 2': (portal) => setupServer2(...(portal.handlers as never[])),
}

let close = (): void => {}
afterEach(() => close())

test.each(Object.entries(servers))('client: a whole login through %s behaves as it does without', async (_, setup) => {
  const portal = createPortalMock({ seed: 3 })
  portal.users.add({ email, password, tenants: ['acme', 'globex'], mfa: ['totp', 'email', 'backup_code'] })
  const server = setup(portal)
  server.listen()
  close = () => server.close()

  const auth = createPortalAuth({ baseUrl, clock: { now: portal.clock.now, setTimeout: skipPauses } })
  await expect(auth.identify({ email: 'no e-mail' })).rejects.toMatchObject({ code: 'validation_failed' })
  await expect(auth.login({ email, password })).rejects.toMatchObject({ code: 'tenant_required' })
  const identified = await auth.identify({ email })
  expectStep(identified, 'tenant')
  const tenantId = identified.tenants[0]?.id ?? ''
  await expect(auth.login({ email, password, tenantId })).rejects.toMatchObject({ code: 'mfa_required' })
  await expect(identified.authenticate({ password: 'wrong', tenantId })).rejects.toMatchObject({
    code: 'invalid_credentials',
  })
  const next = await identified.authenticate({ password, tenantId })
  expectStep(next, 'mfa')
  await expect(identified.authenticate({ password, tenantId })).rejects.toMatchObject({ code: 'flow_expired' })
  await next.sendEmailCode()
  await expect(next.verify({ method: 'email', code: 'wrong' })).rejects.toMatchObject({ code: 'mfa_code_rejected' })
  const done = await next.verify({ method: 'email', code: portal.outbox.latest(email)?.code ?? '' })
  expect(done.session.user.email).toBe(email)
  await expect(next.verify({ method: 'totp', code: portal.totp(email) })).rejects.toMatchObject({
    code: 'mfa_expired',
  })

  expect((await auth.fetch(`${baseUrl}/api/v1/me`)).status).toBe(200)
  portal.clock.advance(3_600_000)
  expect((await auth.fetch(`${baseUrl}/api/v1/me`)).status).toBe(200)
  portal.faults.add({ operation: 'refresh', times: 'always', then: 'network-error' })
  await expect(auth.refresh()).rejects.toMatchObject({ code: 'network' })
  portal.faults.clear()
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'done' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  auth.dispose()
})
