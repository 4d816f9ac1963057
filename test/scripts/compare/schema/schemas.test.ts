import { expect, test } from 'vitest'
import { compareContracts } from '../../../../scripts/compare/compare-contracts.ts'
import type { Json, JsonObject } from '../../../../scripts/openapi/json.ts'
import { contractOf } from '../../../support/compare/arbitrary-contract.ts'

const text = { type: 'string' }

/** An operation with the same schema as request and response. */
function both(schema: Json, schemas: JsonObject = {}): JsonObject {
  const content = { 'application/json': { schema } }
  const post = { requestBody: { required: true, content }, responses: { 200: { description: '', content } } }
  return contractOf(schemas, { '/one': { post } })
}

function rows(before: JsonObject, after: JsonObject): string[] {
  return compareContracts(before, after).map(({ direction, path, kind, rating }) =>
    [direction, path, kind, rating].join(' '),
  )
}

test.each<[string, Json, Json]>([
  ['whole numbers over 0 and from 1', { type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1 }],
  ['one constant and a list of one', { const: 'a' }, { type: 'string', enum: ['a'] }],
  ['a list of values in another order', { enum: ['a', 'b', null] }, { enum: [null, 'b', 'a'] }],
  ['lists of values apart and together', { anyOf: [{ const: 'a' }, { const: 'b' }] }, { enum: ['a', 'b'] }],
  ['true or false and a boolean', { enum: [true, false] }, { type: 'boolean' }],
  ['a number that covers an integer', { anyOf: [{ type: 'integer' }, { type: 'number' }] }, { type: 'number' }],
  ['anything and a choice with anything in it', {}, { anyOf: [{}, text] }],
  ['nullable and a null type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'a condition beside a choice and in it',
    { anyOf: [text, { type: 'null' }], maxLength: 3 },
    { anyOf: [{ type: 'string', maxLength: 3 }, { type: 'null' }] },
  ],
  [
    'a tuple in one part and in two',
    { type: 'array', prefixItems: [text, text] },
    { allOf: [{ type: 'array' }, { prefixItems: [text, text] }] },
  ],
  ['a text and a password', text, { type: 'string', format: 'password' }],
  ['a number and a wide one', { type: 'integer' }, { type: 'integer', format: 'int64' }],
  ['an object that says it is open', { type: 'object' }, { type: 'object', additionalProperties: {} }],
])('schemas: %s are the same', (_title, one, other) => {
  expect(rows(both(one), both(other))).toEqual([])
  expect(rows(both(other), both(one))).toEqual([])
})

test('schemas: a field that is required without being declared counts as a field', () => {
  const open = { type: 'object', properties: { kept: text } }
  expect(rows(both(open), both({ ...open, required: ['x'] }))).toEqual([
    'request body.x added breaking',
    'response 200.x added safe',
  ])
})

const tree = (value: Json): JsonObject => ({
  Tree: {
    type: 'object',
    properties: { value, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
})

test('schemas: a change in a recursive schema is reported where it is, once', () => {
  const whole = { $ref: '#/components/schemas/Tree' }
  expect(rows(both(whole, tree(text)), both(whole, tree({ type: 'integer' })))).toEqual([
    'request body.value changed breaking',
    'response 200.value changed breaking',
  ])
  const grown: JsonObject = {
    Tree: { allOf: [tree(text)['Tree'] ?? {}, { properties: { children: { items: whole } } }] },
  }
  expect(rows(both(whole, tree(text)), both(whole, grown))).toEqual([])
})

test('schemas: a component that refers only to itself ends the recursion', () => {
  const loop = { Loop: { $ref: '#/components/schemas/Loop' } }
  const whole = { $ref: '#/components/schemas/Loop' }
  expect(rows(both(whole, loop), both(whole, loop))).toEqual([])
  expect(rows(both(text), both(whole, loop))).toEqual(['request body narrowed breaking', 'response 200 narrowed safe'])
})

const variant = (kind: string, more: JsonObject): JsonObject => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: kind }, ...more },
})

test('schemas: the variants of a union are paired by their constant', () => {
  const before = { oneOf: [variant('a', { x: text }), variant('b', { y: text })] }
  const after = { oneOf: [variant('c', {}), variant('b', { y: { type: 'integer' } }), variant('a', { x: text })] }
  expect(rows(both(before), both(after))).toEqual([
    'request body.y changed breaking',
    'request body widened safe',
    'response 200.y changed breaking',
    'response 200 widened breaking',
  ])
})

test('schemas: readOnly fields are not part of a request, writeOnly fields not part of a response', () => {
  const withFields = (more: JsonObject): JsonObject => both({ type: 'object', properties: { kept: text, ...more } })
  expect(rows(withFields({}), withFields({ id: { type: 'string', readOnly: true } }))).toEqual([
    'response 200.id added safe',
  ])
  expect(rows(withFields({}), withFields({ pin: { type: 'string', writeOnly: true } }))).toEqual([
    'request body.pin added safe',
  ])
})

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['the same words', ['tenant_id'], ['tenantId'], ['renamed']],
  ['a word in common and no other pair', ['flow_token'], ['login_token'], ['renamed']],
  [
    'a word in common and another pair',
    ['flow_token', 'x'],
    ['login_token', 'y'],
    ['removed', 'removed', 'added', 'added'],
  ],
  ['no word in common', ['tenants'], ['companies'], ['removed', 'added']],
  ['two candidates', ['methods'], ['available_methods', 'other_methods'], ['removed', 'added', 'added']],
])('schemas: a removed and an added field, with %s', (_title, removed, added, kinds) => {
  const withFields = (names: readonly string[]): JsonObject =>
    both({ type: 'object', properties: Object.fromEntries(names.map((name) => [name, text])) })
  const changes = compareContracts(withFields(removed), withFields(added)).filter(
    ({ direction }) => direction === 'request',
  )
  expect(changes.map(({ kind }) => kind)).toEqual(kinds)
})

test.each<[string, string, readonly string[], readonly string[]]>([
  ['models with too few fields', '/magic-link', ['email'], ['removed', 'added']],
  ['matching models', '/sign-in', ['email', 'password'], ['renamed']],
])('schemas: a removed and an added operation, with %s', (_title, path, names, kinds) => {
  const model = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, text])) }
  const content = { 'application/json': { schema: model } }
  const post = { requestBody: { content }, responses: { 200: { description: '', content } } }
  const changes = compareContracts(contractOf({}, { '/forgot': { post } }), contractOf({}, { [path]: { post } }))
  expect(changes.map(({ kind }) => kind).sort()).toEqual([...kinds].sort())
})
