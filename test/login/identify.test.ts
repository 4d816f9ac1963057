import { expect, test } from 'vitest'
import { createPortalAuth } from '../../src/index.ts'
import { expectStep } from '../support/client/expect-step.ts'
import { baseUrl, createScenario, password } from '../support/client/scenario.ts'

test('identify: a user of one tenant is asked for the password', async () => {
  const { auth } = createScenario()
  const identified = await auth.identify({ email: 'ada@example.com' })
  expect(identified.step).toBe('password')
  expect(identified.tenants).toMatchObject([{ slug: 'acme' }])
})

test('identify: a user of several tenants is asked to choose one', async () => {
  const { auth } = createScenario({ user: { tenants: ['acme', 'globex'] } })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expect(identified.step).toBe('tenant')
  expect(identified.tenants.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['acme', 'globex']))
})

test('identify: an unknown e-mail looks like any other', async () => {
  const { auth } = createScenario()
  const identified = await auth.identify({ email: 'nobody@example.com' })
  expect(['password', 'tenant']).toContain(identified.step)
})

test('identify: an invalid e-mail is a validation error that names the field', async () => {
  const { auth } = createScenario()
  await expect(auth.identify({ email: 'not an e-mail' })).rejects.toMatchObject({
    code: 'validation_failed',
    operation: 'identify',
    status: 422,
    retryable: false,
    fields: { email: [expect.stringContaining('email')] },
  })
})

test.each([
  ['id, name, slug', { id: 't1', name: 'Acme', slug: 'acme' }],
  ['tenant_id, display_name, tenant_slug', { tenant_id: 't1', display_name: 'Acme', tenant_slug: 'acme' }],
])('identify: a tenant spelled as %s is read, and kept unchanged in `raw`', async (_, wire) => {
  const tenants = [wire, { no: 'id' }, 'no object']
  const auth = createPortalAuth({
    baseUrl,
    fetch: async () => Response.json({ flow_token: 'f', tenants, requires_tenant_selection: true }),
  })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expect(identified.tenants).toEqual([{ id: 't1', name: 'Acme', slug: 'acme', raw: wire }])
})

test('identify: a tenant whose id is a number has it as a string', async () => {
  const sent: unknown[] = []
  const auth = createPortalAuth({
    baseUrl,
    fetch: async (request) => {
      const body = await request.json()
      sent.push(body.tenant_id)
      const tenants = [{ id: 7, name: 'Acme' }, { tenant_id: 0 }]
      if (request.url.endsWith('/identify')) return Response.json({ flow_token: 'f', tenants })
      return Response.json({ access_token: 'a', user: { id: 5, tenant_id: 7 } })
    },
  })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expectStep(identified, 'tenant')
  expect(identified.tenants.map(({ id, name }) => [id, name])).toEqual([
    ['7', 'Acme'],
    ['0', '0'],
  ])
  const done = await identified.authenticate({ password, tenantId: identified.tenants[0]?.id ?? '' })
  expectStep(done, 'done')
  expect(done.session.user).toMatchObject({ id: '5', tenantId: '7' })
  expect(sent).toEqual([undefined, '7'])
})

test.each([
  ['requires a choice', { requires_tenant_selection: true, tenants: [] }, 'tenant'],
  ['requires no choice', { requires_tenant_selection: false, tenants: [{ id: 'a' }, { id: 'b' }] }, 'password'],
  ['lists two and has no flag', { tenants: [{ id: 'a' }, { id: 'b' }] }, 'tenant'],
  [
    'lists two and has the flag null',
    { requires_tenant_selection: null, tenants: [{ id: 'a' }, { id: 'b' }] },
    'tenant',
  ],
  ['lists no tenant', { requires_tenant_selection: false }, 'password'],
])('identify: the next step follows the response where the portal %s', async (_, answer, step) => {
  const auth = createPortalAuth({ baseUrl, fetch: async () => Response.json({ flow_token: 'f', ...answer }) })
  const identified = await auth.identify({ email: 'ada@example.com' })
  expect(identified.step).toBe(step)
  expect(Object.isFrozen(identified)).toBe(true)
})

test('identify: a response without a flow token is rejected', async () => {
  const auth = createPortalAuth({ baseUrl, fetch: async () => Response.json({ tenants: [] }) })
  await expect(auth.identify({ email: 'ada@example.com' })).rejects.toMatchObject({ code: 'unexpected_response' })
})
