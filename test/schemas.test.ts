import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import contract from '../openapi.json' with { type: 'json' }
import { operations } from '../src/generated/operations.ts'
import type { components } from '../src/generated/types.ts'
import * as entry from '../src/schemas.ts'

type Contract = components['schemas']

const error = { loc: ['body', 'email', 0], msg: 'Field required', type: 'missing' }
const tokens = { access_token: 'a', refresh_token: 'r', user: { id: 'u', roles: ['x'] } }

/** Each schema of the contract with a valid body that has every field. */
const schemas = [
  ['AuthenticateRequest', entry.AuthenticateRequest, { flow_token: 'f', password: 'p', tenant_id: null }],
  [
    'AuthenticateResponse',
    entry.AuthenticateResponse,
    { ...tokens, status: 'MFA_REQUIRED', mfa_token: 'm', user_id: 'u', available_methods: ['totp'] },
  ],
  ['HTTPValidationError', entry.HTTPValidationError, { detail: [error] }],
  ['IdentifyRequest', entry.IdentifyRequest, { email: 'ada@example.com' }],
  [
    'IdentifyResponse',
    entry.IdentifyResponse,
    { flow_token: 'f', tenants: [{ id: 't', name: 'T' }], requires_tenant_selection: true },
  ],
  [
    'PortalMFAVerifyRequest',
    entry.PortalMFAVerifyRequest,
    { mfa_token: 'm', user_id: 'u', method: 'totp', code: '123456', trust_device: true },
  ],
  ['PortalMFAVerifyResponse', entry.PortalMFAVerifyResponse, tokens],
  ['ValidationError', entry.ValidationError, error],
  [
    'scaikey__api__v1__me__auth__LoginRequest',
    entry.LoginRequest,
    { email: 'ada@example.com', password: 'p', tenant_id: 't' },
  ],
  ['scaikey__api__v1__me__auth__LoginResponse', entry.LoginResponse, tokens],
  ['scaikey__api__v1__me__auth__RefreshRequest', entry.RefreshRequest, { refresh_token: 'r' }],
  ['scaikey__api__v1__me__auth__RefreshResponse', entry.RefreshResponse, { access_token: 'a', refresh_token: null }],
] as const

const values = [undefined, null, '', 'x', 0, 1.5, true, [], ['x'], [1, 'x'], [1.5], [{}], [null], {}, { a: 1 }, [error]]

test('schemas: there is one for every schema of the contract', () => {
  expect(schemas.map(([name]) => name)).toEqual(Object.keys(contract.components.schemas))
})

test.each(schemas)(
  'schemas: %s accepts a valid body and returns a Standard Schema result',
  async (_name, schema, body) => {
    expect(schema.parse(body)).toEqual(body)
    expect(await schema['~standard'].validate(body)).toEqual({ value: body })
    expect(await schema['~standard'].validate('text')).toHaveProperty('issues.length', 1)
  },
)

test.each(schemas)('schemas: %s and its JSON Schema agree on every variation of a body', (name, schema, body) => {
  const oracle = z.fromJSONSchema(jsonSchema(name))
  const bodies = [
    body,
    ...values,
    ...Object.keys(body).flatMap((key) => values.map((value) => ({ ...body, [key]: value }))),
  ]
  // JSON has no undefined: a field that is undefined is absent.
  const wire = bodies.filter((value) => value !== undefined).map((value) => JSON.parse(JSON.stringify(value)))
  const verdicts = wire.map((value) => ({ value, accepted: schema.safeParse(value).success }))
  expect(verdicts).toEqual(wire.map((value) => ({ value, accepted: oracle.safeParse(value).success })))
  const accepted = verdicts.filter((verdict) => verdict.accepted).length
  expect(accepted).toBeGreaterThan(0)
  expect(accepted).toBeLessThan(wire.length)
})

test.each<[string, z.core.$ZodType, unknown, string[]]>([
  ['a missing field', entry.IdentifyResponse, { flow_token: 'f', tenants: [] }, ['requires_tenant_selection']],
  ['no e-mail address', entry.IdentifyRequest, { email: 'ada' }, ['email']],
  ['null for a token', entry.LoginResponse, { ...tokens, access_token: null }, ['access_token']],
  [
    'a tenant that is text',
    entry.IdentifyResponse,
    { flow_token: 'f', tenants: ['t'], requires_tenant_selection: false },
    ['tenants', '0'],
  ],
  [
    'a code that is a number',
    entry.PortalMFAVerifyRequest,
    { mfa_token: 'm', user_id: 'u', method: 'totp', code: 1 },
    ['code'],
  ],
])('schemas: %s is reported with its path', (_title, schema, body, path) => {
  const { error: refused } = z.safeParse(schema, body)
  expect(refused?.issues.map((issue) => issue.path.map(String))).toEqual([path])
})

test('schemas: responses keep unknown keys, requests drop them', () => {
  for (const [name, schema, body] of schemas) {
    const isRequest = name.endsWith('Request')
    expect(schema.parse({ ...body, later: 1 }), name).toEqual(isRequest ? body : { ...body, later: 1 })
  }
  const withInput = { detail: [{ ...error, input: {}, ctx: { reason: 'x' } }] }
  expect(entry.HTTPValidationError.parse(withInput)).toEqual(withInput)
  expect(entry.LogoutResponse.parse({ message: 'bye' })).toEqual({ message: 'bye' })
})

test('schemas: the defaults of the contract are filled in', () => {
  expect(entry.AuthenticateResponse.parse({})).toEqual({ status: 'SUCCESS' })
  const request = { mfa_token: 'm', user_id: 'u', method: 'totp' }
  expect(entry.PortalMFAVerifyRequest.parse(request)).toEqual({ ...request, trust_device: false })
})

test('schemas: every operation has its pair, in `schemas` and as separate exports', () => {
  expect(Object.keys(entry.schemas)).toEqual(Object.keys(operations))
  for (const [name, pair] of Object.entries(entry.schemas)) expect(entry).toHaveProperty(name, pair)
  expect(entry.schemas.verify).toEqual({
    request: entry.PortalMFAVerifyRequest,
    response: entry.PortalMFAVerifyResponse,
  })
  expect(entry.schemas.logout.request).toBeUndefined()
})

test('schemas: the inferred types equal the generated types', () => {
  expectTypeOf<z.output<typeof entry.IdentifyRequest>>().toEqualTypeOf<Contract['IdentifyRequest']>()
  expectTypeOf<z.output<typeof entry.RefreshRequest>>().toEqualTypeOf<
    Contract['scaikey__api__v1__me__auth__RefreshRequest']
  >()
  expectTypeOf<z.output<typeof entry.LoginResponse>>().toExtend<Contract['scaikey__api__v1__me__auth__LoginResponse']>()
  expectTypeOf<Contract['PortalMFAVerifyRequest']>().toExtend<z.input<typeof entry.PortalMFAVerifyRequest>>()
  expectTypeOf<Contract['AuthenticateResponse']['status']>().toEqualTypeOf<string | undefined>()
})

test('schemas: a bundle contains only the imported schemas', async () => {
  const entryFile = fileURLToPath(new URL('../src/schemas.ts', import.meta.url))
  const contents = `import { IdentifyRequest } from ${JSON.stringify(entryFile)}\nconsole.log(IdentifyRequest)`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dirname(entryFile) },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const [bundle] = outputFiles
  expect(bundle?.text).toContain('IdentifyRequest')
  expect(bundle?.text).not.toContain('flow_token')
  expect(bundle?.text).not.toContain('access_token')
})

function jsonSchema(name: string): z.core.JSONSchema.JSONSchema {
  const text = JSON.stringify(contract.components.schemas).replaceAll('#/components/schemas/', '#/$defs/')
  return { $ref: `#/$defs/${name}`, $defs: JSON.parse(text) }
}
