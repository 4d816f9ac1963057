import { expect, test } from 'vitest'
import { convertDocument, refuseOtherVersions } from '../../../../scripts/codegen/load/convert.ts'
import { printNotes } from '../../../../scripts/codegen/load/notes.ts'
import type { Json, JsonObject } from '../../../../scripts/openapi/json.ts'

const ref = { $ref: '#/components/schemas/B' }
const withSchema = (openapi: string, schema: JsonObject): JsonObject => ({
  openapi,
  components: { schemas: { A: schema } },
})
const converted = (openapi: string, schema: JsonObject): Json =>
  Object(convertDocument(withSchema(openapi, schema)).document['components']).schemas.A

/** What both versions convert; 3.1 gets a note. */
test.each<[title: string, old: JsonObject, now: JsonObject]>([
  ['nullable text', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ['not nullable', { type: 'string', nullable: false }, { type: 'string' }],
  ['nullable without a type', { nullable: true, title: 'A' }, { title: 'A' }],
  ['a nullable list of types', { type: ['string', 'null'], nullable: true }, { type: ['string', 'null'] }],
  [
    'a nullable list of values',
    { type: 'string', enum: ['a'], nullable: true },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [
    'a list with null',
    { type: 'string', enum: ['a', null], nullable: true },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  ['a nullable reference in a list of one', { allOf: [ref], nullable: true }, { anyOf: [ref, { type: 'null' }] }],
  [
    'a nullable combination',
    {
      title: 'A',
      default: null,
      'x-a': 1,
      oneOf: [ref, { type: 'string' }],
      discriminator: { propertyName: 'a' },
      nullable: true,
    },
    {
      ...{ title: 'A', default: null, 'x-a': 1 },
      anyOf: [{ oneOf: [ref, { type: 'string' }], discriminator: { propertyName: 'a' } }, { type: 'null' }],
    },
  ],
  [
    'a nullable type beside a combination',
    { type: 'object', allOf: [ref], nullable: true },
    { anyOf: [{ type: 'object', allOf: [ref] }, { type: 'null' }] },
  ],
  ['an exclusive minimum', { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ['a minimum that is not exclusive', { minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
  ['an exclusive maximum', { maximum: 1, exclusiveMaximum: true }, { exclusiveMaximum: 1 }],
  ['an exclusive bound without a bound', { exclusiveMinimum: true }, {}],
  [
    'a tuple of pydantic 1',
    { type: 'array', items: [{ type: 'string' }] },
    { type: 'array', prefixItems: [{ type: 'string' }] },
  ],
  ['a tuple that ends', { items: [ref], additionalItems: false }, { prefixItems: [ref], items: false }],
  [
    'a nullable field of a field named nullable',
    { properties: { nullable: { type: 'string', nullable: true }, example: { type: 'string' } } },
    { properties: { nullable: { type: ['string', 'null'] }, example: { type: 'string' } } },
  ],
])('convert: %s', (_, old, now) => {
  expect(converted('3.0.3', old)).toEqual(now)
  expect(converted('3.1.0', old)).toEqual(now)
  const { notes } = convertDocument(withSchema('3.1.0', { properties: { a: old } }))
  expect(notes[0]).toEqual({
    what: 'a spelling of OpenAPI 3.0 was converted to 3.1',
    at: expect.stringContaining('#/components/schemas/A/properties/a'),
  })
})

test.each<[title: string, old: JsonObject, now: JsonObject]>([
  ['an exclusive minimum as a number', { exclusiveMinimum: 0 }, { exclusiveMinimum: 0 }],
  ['a constant and examples', { const: 'a', examples: ['a'] }, { const: 'a', examples: ['a'] }],
])('convert: %s, as pydantic 1 writes it, stays', (_, old, now) => {
  expect(converted('3.0.2', old)).toEqual(now)
})

test.each<[title: string, old: JsonObject, now: JsonObject]>([
  ['an example', { type: 'string', example: 'a' }, { examples: ['a'], type: 'string' }],
  ['examples beside an example', { examples: ['a'], example: 'b' }, { examples: ['a'] }],
  ['a file', { type: 'string', format: 'binary' }, { type: 'string', contentMediaType: 'application/octet-stream' }],
  ['bytes as text', { type: 'string', format: 'byte' }, { type: 'string', contentEncoding: 'base64' }],
  [
    'a nullable file',
    { type: 'string', format: 'binary', nullable: true },
    { type: ['string', 'null'], contentMediaType: 'application/octet-stream' },
  ],
  ['a date', { type: 'string', format: 'date' }, { type: 'string', format: 'date' }],
  ['a description beside a reference', { ...ref, description: 'A' }, { ...ref, description: 'A' }],
])('convert: of 3.0 alone, %s', (_, old, now) => {
  expect(converted('3.0.3', old)).toEqual(now)
  expect(converted('3.1.0', { type: 'string', example: 'a', format: 'binary' })).toEqual({
    ...{ type: 'string', example: 'a', format: 'binary' },
  })
})

test('convert: what 3.0 ignores beside a reference is left out with a note', () => {
  const { document, notes } = convertDocument(withSchema('3.0.3', { ...ref, nullable: true, type: 'object' }))
  expect(document).toEqual(withSchema('3.1.0', ref))
  expect(printNotes(notes)).toEqual([
    'OpenAPI 3.0.3 was converted to 3.1 at #/openapi',
    '"nullable", which OpenAPI 3.0 ignores beside $ref, was left out at #/components/schemas/A',
    '"type", which OpenAPI 3.0 ignores beside $ref, was left out at #/components/schemas/A',
  ])
})

test('convert: data, and parameters with an example, stay', () => {
  const data = { nullable: true, type: 'string', example: 1 }
  const document = {
    openapi: '3.0.3',
    paths: {
      '/a': {
        get: { parameters: [{ name: 'a', in: 'query', example: data, schema: { default: data, enum: [data] } }] },
      },
    },
  }
  expect(convertDocument(document).document).toEqual({ ...document, openapi: '3.1.0' })
})

test('convert: a document of 3.1 without old spellings stays as it is, without notes', () => {
  const document = withSchema('3.1.1', {
    type: ['string', 'null'],
    exclusiveMinimum: 1,
    example: 'a',
    format: 'binary',
  })
  expect(convertDocument(document)).toEqual({ document, notes: [] })
})

test.each([
  ['another format', { swagger: '2.0' }, 'd is not an OpenAPI document at #/openapi'],
  [
    'a newer version',
    { openapi: '3.2.0' },
    'd is OpenAPI 3.2.0 at #/openapi; export it from the backend as OpenAPI 3.1 or 3.0',
  ],
  ['no full version', { openapi: '3.0' }, 'd is OpenAPI 3.0 at #/openapi'],
])('convert: %s is rejected', (_, document, message) => {
  expect(() => refuseOtherVersions('d', document)).toThrow(message)
  expect(() => refuseOtherVersions('d', { openapi: '3.0.3' })).not.toThrow()
})
