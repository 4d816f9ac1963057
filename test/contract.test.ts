import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import contract from '../openapi.json' with { type: 'json' }
import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../scripts/openapi/json.ts'
import { listOperations } from '../scripts/openapi/list-operations.ts'
import { reachableFrom, referencesIn, resolveReference } from '../scripts/openapi/references.ts'
import { parsePage } from './support/portal-auth-page.ts'

const page = parsePage(readFileSync(new URL('fixtures/portal-auth-page.txt', import.meta.url), 'utf8'))
const document: JsonObject = contract
const operations = listOperations(document)
const schemas = objectIn(contract.components, 'schemas')

test('contract: the page has six operations and twelve schemas', () => {
  expect(page.operations).toHaveLength(6)
  expect(page.schemas.size).toBe(12)
  expect([...page.schemas.values()].flatMap((fields) => Object.keys(fields))).toHaveLength(35)
})

test('contract: it is OpenAPI 3.1', () => {
  expect(contract.openapi).toMatch(/^3\.1\.\d+$/)
})

test('contract: it has the operations of the page: method, path, summary, parameters, body, responses', () => {
  const described = operations.map(({ method, path, definition }) => ({
    method,
    path,
    summary: memberOf(definition, 'summary'),
    parameters: parametersOf(definition),
    hasRequiredBody: memberOf(memberOf(definition, 'requestBody'), 'required') === true,
    responses: Object.fromEntries(
      Object.entries(objectIn(definition, 'responses')).map(([status, response]) => [status, typeOf(bodyOf(response))]),
    ),
  }))
  expect(described).toEqual(page.operations)
})

test('contract: each request body is the schema named after the response', () => {
  const pairs = operations.flatMap(({ definition }) => {
    const body = memberOf(definition, 'requestBody')
    return body === undefined ? [] : [[typeOf(bodyOf(body)), typeOf(bodyOf(objectIn(definition, 'responses')['200']))]]
  })
  expect(pairs).toHaveLength(5)
  for (const [request, response] of pairs) expect(request).toBe(response?.replace(/Response$/, 'Request'))
})

test('contract: it has the schemas of the page: the type of each field, whether it is required, its default', () => {
  const described = Object.entries(schemas).map(([name, schema]) => [name, fieldsOf(schema)])
  expect(Object.fromEntries(described)).toEqual(Object.fromEntries(page.schemas))
})

test('contract: every reference resolves and every component is used', () => {
  const targets = referencesIn(document).map(({ target }) => target)
  expect(targets.filter((target) => resolveReference(document, target) === undefined)).toEqual([])
  const used = reachableFrom(document, contract.paths)
  expect(Object.keys(schemas).map((name) => `#/components/schemas/${name}`)).toEqual([...used].sort())
  expect(Object.keys(contract.components)).toEqual(['schemas'])
})

test('contract: it keeps the descriptions of the source', () => {
  expect(operations.filter(({ definition }) => !memberOf(definition, 'description'))).toEqual([])
})

test('contract: it is valid by the JSON Schema of the OpenAPI specification', async () => {
  expect(await new Validator().validate(structuredClone(contract))).toEqual({ valid: true })
  const broken = await new Validator().validate({ ...structuredClone(contract), info: {} })
  expect(broken).toMatchObject({ valid: false })
})

test('contract: Redocly reports no violation of the OpenAPI specification', async () => {
  const cli = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
  const file = fileURLToPath(new URL('../openapi.json', import.meta.url))
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cli, 'lint', file, '--extends=spec', '--format=json'],
    { env },
  )
  expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 } })
}, 20_000)

function parametersOf(operation: JsonObject): unknown {
  const parameters = memberOf(operation, 'parameters')
  if (!Array.isArray(parameters)) return []
  return parameters.map((parameter) => ({
    name: memberOf(parameter, 'name'),
    in: memberOf(parameter, 'in'),
    required: memberOf(parameter, 'required') === true,
    type: typeOf(memberOf(parameter, 'schema')),
  }))
}

function bodyOf(holder: Json | undefined): Json | undefined {
  const content = objectIn(holder, 'content')
  expect(Object.keys(content)).toEqual(['application/json'])
  return memberOf(content['application/json'], 'schema')
}

function fieldsOf(schema: Json): Record<string, unknown> {
  const required = memberOf(schema, 'required')
  return Object.fromEntries(
    Object.entries(objectIn(schema, 'properties')).map(([name, field]) => {
      const fallback = memberOf(field, 'default')
      const isRequired = Array.isArray(required) && required.includes(name)
      return [name, { type: typeOf(field), required: isRequired, ...(fallback !== undefined && { default: fallback }) }]
    }),
  )
}

/** A schema as the page prints it. */
function typeOf(schema: Json | undefined): string {
  if (!isObject(schema)) return 'nothing'
  const { $ref, anyOf, type, format, items } = schema
  if (typeof $ref === 'string') return $ref.replace('#/components/schemas/', '')
  if (Array.isArray(anyOf)) return anyOf.map(typeOf).join(' | ')
  if (type === 'array') return `array of ${typeOf(items)}`
  return format === undefined ? String(type) : `${type} (${format})`
}
