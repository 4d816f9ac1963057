import Ajv from 'ajv/dist/2020.js'
import { expect, onTestFinished, test } from 'vitest'
import contract from '../../../mock/control.openapi.json' with { type: 'json' }
import { controlRoutes } from '../../../mock/portal/control.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import { createDriver, createTestPortal } from '../../support/mock/driver.ts'

const documented = Object.entries(contract.paths).map(
  ([path, methods]) => `${path} ${Object.keys(methods).map((method) => method.toUpperCase())}`,
)

test('control contract: it describes every route and no other', () => {
  const routes = Object.entries(controlRoutes).map(([name, methods]) => `/__mock__/${name} ${methods}`)
  expect(documented.toSorted()).toEqual([...routes, '/__mock__/portals GET,DELETE'].toSorted())
})

test('control contract: every route answers as described', async () => {
  const ajv = new Ajv({ strict: false })
  ajv.addSchema(contract, 'control')
  const { portal } = createTestPortal()
  const server = await startPortalServer({ portal })
  onTestFinished(() => server.close())
  const seen = new Set<string>()
  const call = async (method: string, name: string, body?: unknown) => {
    const [path = ''] = name.split('?')
    const headers = { 'content-type': 'application/json' }
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${server.url}/__mock__/${name}`, init)
    const pointer = `/paths/~1__mock__~1${path.replaceAll('/', '~1')}/${method.toLowerCase()}`
    const schema = `control#${pointer}/responses/200/content/application~1json/schema`
    const answer = await response.json()
    const validate = ajv.getSchema(schema)
    expect([method, name, response.status, validate?.(answer), validate?.errors ?? []]).toEqual([
      method,
      name,
      200,
      true,
      [],
    ])
    if (body !== undefined) {
      const request = ajv.getSchema(`control#${pointer}/requestBody/content/application~1json/schema`)
      expect([method, name, request?.(body)]).toEqual([method, name, true])
    }
    seen.add(`/__mock__/${path} ${method}`)
    return answer
  }
  await call('POST', 'users', { email: 'grace@example.com', password: 'pw', mfa: ['totp', 'backup_code'] })
  await call('PATCH', 'users?email=grace@example.com', { status: 'SUSPENDED' })
  await call('POST', 'tenants', { slug: 'umbrella' })
  await call('PATCH', 'tenants?slug=umbrella', { status: 'SUSPENDED' })
  await call('POST', 'faults', { operation: 'identify', nth: 2, probability: 1, then: { status: 503 } })
  await call('POST', 'faults', { operation: '*', times: 'always', then: { delayMs: 1, holds: 'response' } })
  await call('POST', 'keys', { overlapMs: 1000 })
  await call('POST', 'clock', { advanceMs: 1 })
  await call('PATCH', 'policy', { access: { extraClaims: { role: 'admin' } } })
  await call('GET', 'policy')
  await fetch(`${server.url}/api/v1/auth/nothing`)
  await createDriver(portal.fetch).login({ email: 'plain@acme.example', password: 'plain-password-1' })
  const saved = await call('GET', 'snapshot')
  for (const name of [
    'users',
    'tenants',
    'outbox',
    'sessions',
    'requests',
    'clock',
    'keys',
    'faults',
    'faults/unfired',
    'portals',
  ]) {
    await call('GET', name)
  }
  await call('GET', 'exchanges?id=2')
  const [session] = (await call('GET', 'sessions')) as { id: string }[]
  await call('DELETE', `sessions?id=${session?.id}`)
  await call('GET', 'totp?email=grace@example.com')
  await call('DELETE', 'faults?id=1')
  await call('DELETE', 'devices?email=plain@acme.example')
  await call('DELETE', 'portals')
  await call('PUT', 'snapshot', saved)
  await call('POST', 'reset')
  const all = documented.flatMap((each) => {
    const [path, methods = ''] = each.split(' ')
    return methods.split(',').map((method) => `${path} ${method}`)
  })
  expect([...seen].sort()).toEqual(all.sort())
})
