import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { prepareContract } from '../../../../scripts/codegen/load/prepare-contract.ts'
import { selectOperations } from '../../../../scripts/codegen/load/select.ts'
import type { Json, JsonObject } from '../../../../scripts/openapi/json.ts'

const done = { 204: { description: 'Done' } }
const wanted = { tags: ['wanted'], operationId: 'wanted', responses: done }
const documentWith = (paths: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...{ openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: { '/wanted': { get: wanted }, ...paths }, ...more },
})
const prepare = (document: JsonObject, tag = 'wanted') =>
  prepareContract('d', document, (whole) => selectOperations(whole, { tags: [tag], operations: [] }))
const bodyOf = (schema: Json) => ({ content: { 'application/json': { schema } } })
const parameter = (name: string) => ({ in: 'path', name, required: true, schema: { type: 'string' } })

/** What is wrong with a part of a document that nobody selects. */
const wrong: readonly (readonly [title: string, document: JsonObject])[] = [
  ['an unknown keyword', documentWith({ '/a': { post: { requestBody: bodyOf({ min_items: 1 }), responses: done } } })],
  [
    'two paths that differ in the name of a parameter only',
    documentWith({
      '/a/{id}': { get: { parameters: [parameter('id')], responses: done } },
      '/a/{user_id}': { delete: { parameters: [parameter('user_id')], responses: done } },
    }),
  ],
  ['a path parameter that is declared nowhere', documentWith({ '/a/{id}': { get: { responses: done } } })],
  [
    'a reference that leads nowhere',
    documentWith({ '/a': { post: { requestBody: bodyOf({ $ref: '#/$defs/A' }), responses: done } } }),
  ],
  ['a reference to another file', documentWith({ '/a': { $ref: 'other.yaml#/a' } })],
  ['an operation without responses', documentWith({ '/a': { get: {} } })],
  ['a path item that is null or a text', documentWith({ '/a': null, b: 1, '/c': [], '/d': { get: 'text' } })],
  ['a pattern of Python', documentWith({}, { components: { schemas: { A: { pattern: '(?P<a>b)' } } } })],
  [
    'a text in place of a schema',
    documentWith({}, { components: { schemas: { A: 'text', B: null } }, tags: [{ name: 'b', description: null }] }),
  ],
]

test.each(wrong)('prepare: %s elsewhere does not matter', async (_, document) => {
  const { contract, notes } = await prepare(document)
  expect(JSON.parse(contract)).toEqual(documentWith({}))
  expect(notes).toEqual([])
})

test('prepare: an unknown keyword in the selected part is left out with a note; other faults are rejected', async () => {
  const { contract, notes } = await prepare(
    documentWith({
      '/a': { post: { ...wanted, operationId: 'b', requestBody: bodyOf({ min_items: 1, minItems: 1 }) } },
    }),
  )
  expect(JSON.parse(contract).paths['/a'].post.requestBody).toEqual(bodyOf({ minItems: 1 }))
  expect(notes).toEqual([
    'the unknown keyword "min_items" was left out at #/paths/~1a/post/requestBody/content/application~1json/schema',
  ])
  const twins = {
    '/a/{id}': { get: { ...wanted, operationId: 'b', parameters: [parameter('id')] } },
    '/a/{user_id}': { delete: { ...wanted, operationId: 'c', parameters: [parameter('user_id')] } },
  }
  await expect(prepare(documentWith(twins))).rejects.toThrow('at #/paths/~1a~1{user_id} (The path already exists')
})

test('prepare: a document of FastAPI before 3.1 becomes one of 3.1', async () => {
  const old = {
    title: 'Old',
    type: 'object',
    required: ['size'],
    properties: {
      size: { title: 'Size', exclusiveMinimum: 0, type: 'integer' },
      pair: { type: 'array', minItems: 2, maxItems: 2, items: [{ type: 'string' }, { type: 'integer' }] },
      kind: { title: 'Kind', default: 'a', allOf: [{ $ref: '#/components/schemas/Kind' }] },
      token: { type: 'string', format: 'password', writeOnly: true, env_names: ['token'] },
    },
  }
  const kind = { title: 'Kind', enum: ['a', 'b'], type: 'string', description: 'An enumeration.' }
  const paths = {
    '/a': { post: { ...wanted, operationId: 'b', requestBody: bodyOf({ $ref: '#/components/schemas/Old' }) } },
  }
  const document = { ...documentWith(paths, { components: { schemas: { Old: old, Kind: kind } } }), openapi: '3.0.2' }
  const { contract, notes } = await prepare(document)
  const { openapi, components } = JSON.parse(contract)
  expect(openapi).toBe('3.1.0')
  expect(components.schemas).toEqual({
    Kind: kind,
    Old: {
      ...old,
      properties: {
        ...{ size: old.properties.size, kind: old.properties.kind },
        pair: { type: 'array', minItems: 2, maxItems: 2, prefixItems: [{ type: 'string' }, { type: 'integer' }] },
        token: { type: 'string', format: 'password', writeOnly: true },
      },
    },
  })
  expect(notes).toEqual([
    'OpenAPI 3.0.2 was converted to 3.1 at #/openapi',
    'the unknown keyword "env_names" was left out at #/components/schemas/Old/properties/token',
  ])
})

test('prepare: no $ref in data, or where none may stand, is followed', async () => {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const far = { $ref: `http://127.0.0.1:${port}/a` }
  const schema = { type: 'object', default: far, example: far, examples: [far], enum: [far], 'x-a': far }
  const operation = { ...wanted, operationId: 'b', requestBody: bodyOf(schema), 'x-a': far }
  const { contract } = await prepare(documentWith({ '/a': { post: operation } }, { 'x-a': far }))
  expect(JSON.parse(contract).paths['/a'].post.requestBody).toEqual(bodyOf(schema))
  const misplaced = bodyOf({ type: 'object', properties: far })
  await expect(prepare(documentWith({ '/a': { post: { ...operation, requestBody: misplaced } } }))).rejects.toThrow(
    'is not valid OpenAPI 3.1 at #/paths/~1a/post/requestBody/content/application~1json/schema/properties',
  )
  expect(asked).toEqual([])
  await new Promise((resolve) => server.close(resolve))
})
