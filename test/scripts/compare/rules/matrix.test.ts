import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareContracts } from '../../../../scripts/compare/compare-contracts.ts'
import { type RuleId, rules } from '../../../../scripts/compare/rules/rules.ts'
import { sdkRules } from '../../../../scripts/compare/sdk/ratings.ts'
import type { Json, JsonObject } from '../../../../scripts/openapi/json.ts'
import { contractOf } from '../../../support/compare/arbitrary-contract.ts'

type Pair = readonly [before: JsonObject, after: JsonObject, whole?: JsonObject]

const text = { type: 'string' }
const bearer = [{ bearer: [] }]

function operation(parts: JsonObject, schemas: JsonObject = {}, path = '/one'): JsonObject {
  const post = { operationId: 'one', responses: { 200: { description: '' } }, ...parts }
  const securitySchemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'header', name: 'Key' },
  }
  const contract = contractOf(schemas, { [path]: { post } })
  return { ...contract, components: { schemas, securitySchemes } }
}

/** The same schema as a required body and as a response. */
function both(schema: Json, schemas: JsonObject = {}): JsonObject {
  const content = { 'application/json': { schema } }
  return operation(
    { requestBody: { required: true, content }, responses: { 200: { description: '', content } } },
    schemas,
  )
}

function object(properties: JsonObject, required: readonly string[] = [], more: JsonObject = {}): JsonObject {
  return { type: 'object', properties: { kept: text, ...properties }, required, ...more }
}

const fields = (before: JsonObject, after: JsonObject): Pair => [both(before), both(after)]
const values = (before: Json, after: Json): Pair => fields(object({ x: before }), object({ x: after }))
const body = (requestBody: Json | undefined): JsonObject => operation(requestBody === undefined ? {} : { requestBody })
const json = { 'application/json': { schema: text } }
const answers = (...statuses: number[]): JsonObject =>
  operation({ responses: Object.fromEntries(statuses.map((status) => [status, { description: '' }])) })
const media = (...types: string[]): JsonObject => {
  const content = Object.fromEntries(types.map((type) => [type, { schema: text }]))
  return operation({ requestBody: { content }, responses: { 200: { description: '', content } } })
}
const plain = operation({})
const nothing = contractOf({}, {})
const reversed = ([before, after]: Pair): Pair => [after, before]
const closed = { additionalProperties: false }
const optionalBody: Pair = [body({ required: true, content: json }), body({ content: json })]
const deprecatedField = values(text, { type: 'string', deprecated: true })
const longer = values({ enum: ['a'] }, { enum: ['a', 'b'] })
const freed = values({ enum: ['a'] }, text)
const looser = values({ type: 'string', maxLength: 5 }, { type: 'string', maxLength: 6 })
const nullable = values(text, { anyOf: [text, { type: 'null' }] })
const wider = values(text, { type: ['string', 'boolean'] })
const fraction = values({ type: 'integer' }, { type: 'number' })
const opened = fields(object({}, [], closed), object({}))

/** A query parameter and a header of the response. */
const styled = (how: JsonObject): JsonObject =>
  operation({
    parameters: [{ name: 'x', in: 'query', ...how }],
    responses: { 200: { description: '', headers: { X: how } } },
  })
const called = (onDone: JsonObject): JsonObject => operation({ callbacks: { onDone } })
const variants = (discriminator?: JsonObject): JsonObject => {
  const variant = (word: string): JsonObject => object({ kind: { const: word }, type: { const: word } })
  const members = ['One', 'Two'].map((name) => ({ $ref: `#/components/schemas/${name}` }))
  const union = { oneOf: members, ...(discriminator && { discriminator }) }
  return both(union, { One: variant('one'), Two: variant('two') })
}

/** For each rule the smallest pair in which only that rule applies. */
const pairs: Readonly<Record<RuleId, Pair>> = {
  'operation.added': [nothing, plain],
  'operation.removed': [plain, nothing],
  'operation.unselected': [plain, nothing, plain],
  'operation.moved': [plain, operation({}, {}, '/other')],
  'operation.pathNames': [operation({}, {}, '/{a}'), operation({}, {}, '/{b}')],
  'operation.id': [plain, operation({ operationId: 'other' })],
  'operation.deprecated': [plain, operation({ deprecated: true })],
  'operation.undeprecated': [operation({ deprecated: true }), plain],
  'security.required': [plain, operation({ security: bearer })],
  'security.optional': [operation({ security: bearer }), operation({ security: [...bearer, {}] })],
  'security.narrowed': [operation({ security: [...bearer, { key: [] }] }), operation({ security: bearer })],
  'security.widened': [operation({ security: bearer }), operation({ security: [...bearer, { key: [] }] })],
  'security.changed': [operation({ security: bearer }), operation({ security: [{ key: [] }] })],
  'security.redeclared': [
    operation({ parameters: [{ name: 'Key', in: 'header', required: true, schema: text }] }),
    operation({ security: [{ key: [] }] }),
  ],
  'body.addedRequired': [plain, body({ required: true, content: json })],
  'body.addedOptional': [plain, body({ content: json })],
  'body.removed': [body({ content: json }), plain],
  'body.required': reversed(optionalBody),
  'body.optional': optionalBody,
  'status.successAdded': [answers(200), answers(200, 202)],
  'status.successRemoved': [answers(200, 202), answers(200)],
  'status.successRenamed': [answers(200), answers(201)],
  'status.errorAdded': [answers(200), answers(200, 409)],
  'status.errorRemoved': [answers(200, 409), answers(200)],
  'mediaType.added': [media('application/json'), media('application/json', 'text/csv')],
  'mediaType.removed': [media('application/json', 'text/csv'), media('application/json')],
  'mediaType.bodyAdded': [plain, operation({ responses: { 200: { description: '', content: json } } })],
  'mediaType.bodyRemoved': [operation({ responses: { 200: { description: '', content: json } } }), plain],
  'field.added': fields(object({}), object({ x: text })),
  'field.addedRequired': fields(object({}), object({ x: text }, ['x'])),
  'field.removed': fields(object({ x: text }, ['x']), object({})),
  'field.removedClosed': fields(object({ x: text }, ['x'], closed), object({}, [], closed)),
  'field.removedOptional': fields(object({ x: text }), object({})),
  'field.renamed': fields(object({ tenant_id: text }), object({ tenantId: text })),
  'field.required': fields(object({ x: text }), object({ x: text }, ['x'])),
  'field.optional': fields(object({ x: text }, ['x']), object({ x: text })),
  'field.deprecated': deprecatedField,
  'field.undeprecated': reversed(deprecatedField),
  'null.added': nullable,
  'null.removed': reversed(nullable),
  'type.added': wider,
  'type.removed': reversed(wider),
  'type.changed': values(text, { type: 'array', items: text }),
  'type.split': values(object({ a: { enum: [1, 2] } }), {
    anyOf: [object({ a: { const: 1 } }), object({ a: { const: 2 } })],
  }),
  'type.fraction': fraction,
  'type.whole': reversed(fraction),
  'values.added': longer,
  'values.removed': reversed(longer),
  'values.opened': freed,
  'values.closed': reversed(freed),
  'values.changed': values({ const: 'a' }, { const: 'b' }),
  'limit.looser': looser,
  'limit.tighter': reversed(looser),
  'limit.changed': values({ type: 'string', pattern: 'a' }, { type: 'string', pattern: 'b' }),
  'unknown.opened': opened,
  'unknown.closed': reversed(opened),
  'unknown.closedMap': values({ type: 'object' }, { type: 'object', ...closed }),
  'default.changed': values({ type: 'string', default: 'a' }, { type: 'string', default: 'b' }),
  'style.changed': [styled({ schema: text }), styled({ content: json })],
  'discriminator.added': [variants(), variants({ propertyName: 'kind' })],
  'discriminator.removed': [variants({ propertyName: 'kind' }), variants()],
  'discriminator.changed': [variants({ propertyName: 'kind' }), variants({ propertyName: 'type' })],
  'callback.added': [plain, called({ $request: {} })],
  'callback.removed': [called({ $request: {} }), plain],
  'callback.changed': [called({ $request: {} }), called({ $request: { post: { responses: {} } } })],
  'schema.renamed': [
    both({ $ref: '#/components/schemas/One' }, { One: object({}) }),
    both({ $ref: '#/components/schemas/Two' }, { Two: object({}) }),
  ],
}

test.each(Object.entries(pairs))(
  'matrix: %s is reported with the kind and rating of the matrix, in each direction',
  (id, [before, after, whole]) => {
    const [request, response, kind] = rules.get(id) ?? []
    const expected = [
      ...(request === undefined ? [] : [`request ${kind} ${request}`]),
      ...(response === undefined ? [] : [`response ${kind} ${response}`]),
    ]
    const rows = compareContracts(before, after, whole).map((row) => `${row.direction} ${row.kind} ${row.rating}`)
    // Some rules apply in one direction only; the other direction has another rule for the same difference.
    for (const row of expected) expect(rows).toContain(row)
    expect(rows.length).toBeLessThanOrEqual(2)
  },
)

test('matrix: a security scheme that became a header, required or not', () => {
  const scheme = operation({ security: [{ key: [] }] })
  const header = (required: boolean): JsonObject =>
    operation({ parameters: [{ name: 'KEY', in: 'header', required, schema: text }] })
  const rows = (after: JsonObject): string[] =>
    compareContracts(scheme, after).map(({ path, kind, rating }) => `${path} ${kind} ${rating}`)
  expect(rows(header(true))).toEqual(['header.key changed safe'])
  expect(rows(header(false))).toEqual(['header.key changed safe', 'security optional safe'])
})

test('matrix: the documentation has the same rules as the code', () => {
  const page = readFileSync(new URL('../../../../docs/changes-for-callers.md', import.meta.url), 'utf8')
  const row = (...cells: readonly (string | undefined)[]): string =>
    `| ${cells.map((cell) => cell ?? '–').join(' | ')} |`
  const written = page
    .split('\n')
    .filter((line) => line.startsWith('| `') || /^\| (at most|at least|breaking \|)/.test(line))
  expect(written).toEqual([
    ...[...rules].map(([id, [request, response, kind, what, because]]) =>
      row(`\`${id}\``, what, kind, request, response, because),
    ),
    ...sdkRules.map(({ when, rating }) => row(rating, when)),
  ])
})
