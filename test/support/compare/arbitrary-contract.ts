import fc from 'fast-check'
import type { Json, JsonObject } from '../../../scripts/openapi/json.ts'

const fieldNames = ['a', 'b', 'c_id', 'd']
const componentNames = ['One', 'Two']
const texts = ['x', 'yy', 'zzz']

const limits = (least: string, most: string): fc.Arbitrary<JsonObject> =>
  fc.subarray([least, most]).chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, fc.nat(4)]))))

const text = fc.oneof(
  limits('minLength', 'maxLength').map((own): JsonObject => ({ type: 'string', ...own })),
  fc.subarray(texts, { minLength: 1 }).map((values): JsonObject => ({ type: 'string', enum: values })),
)
const number = fc
  .tuple(fc.constantFrom('integer', 'number'), limits('minimum', 'maximum'), fc.boolean())
  .map(([type, own, open]): JsonObject => ({ type, ...own, ...(open && { exclusiveMinimum: 1 }) }))
const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  text,
  number,
  fc.constantFrom<JsonObject>({ type: 'boolean' }, { const: 'x' }, { const: true }, {}, { type: ['string', 'null'] }),
  fc.constantFrom(...componentNames).map((name): JsonObject => ({ $ref: `#/components/schemas/${name}` })),
)

const { object, schema } = fc.letrec<{ schema: JsonObject; object: JsonObject }>((tie) => ({
  object: fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...fieldNames), tie('schema'), { maxKeys: 3 }),
      required: fc.subarray(fieldNames),
      additionalProperties: fc.constantFrom<Json>(true, false, { type: 'string' }),
    })
    .map(
      ({ properties, required, additionalProperties }): JsonObject => ({
        type: 'object',
        properties,
        required: required.filter((name) => name in properties),
        ...(additionalProperties !== true && { additionalProperties }),
      }),
    ),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('schema').map((items): JsonObject => ({ type: 'array', items })),
    tie('object'),
    tie('schema').map((one): JsonObject => ({ anyOf: [one, { type: 'null' }] })),
    fc.tuple(tie('schema'), tie('schema')).map((anyOf): JsonObject => ({ anyOf })),
    fc.tuple(tie('object'), tie('object')).map((allOf): JsonObject => ({ allOf })),
  ),
}))

/** A schema with and without references to the components of {@link arbitraryComponents}. */
export const arbitrarySchema: fc.Arbitrary<JsonObject> = schema

/** Components that may refer to each other and to themselves. */
export const arbitraryComponents: fc.Arbitrary<JsonObject> = fc.record({
  One: object,
  // Not a reference: a component that refers only to itself accepts no value.
  Two: schema.map((items): JsonObject => ({ type: 'array', items })),
})

const operation = fc
  .record({ id: fc.constantFrom('f', 'g', 'h'), body: schema, answer: schema, field: schema, required: fc.boolean() })
  .map(
    ({ id, body, answer, field, required }): JsonObject => ({
      operationId: id,
      parameters: [{ name: 'page', in: 'query', required, schema: field }],
      requestBody: { required, content: { 'application/json': { schema: body } } },
      responses: { 200: { description: '', content: { 'application/json': { schema: answer } } } },
    }),
  )

/** A whole contract. */
export const arbitraryContract: fc.Arbitrary<JsonObject> = fc
  .record({
    schemas: arbitraryComponents,
    paths: fc.dictionary(fc.constantFrom('/one', '/two', '/three'), fc.record({ post: operation }), { minKeys: 1 }),
  })
  .map(({ schemas, paths }) => contractOf(schemas, paths))

/** A contract around components and paths. */
export function contractOf(schemas: Json, paths: Json): JsonObject {
  return { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, components: { schemas } }
}

/** Small values, many of which an arbitrary schema accepts. */
export const arbitraryValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2, 3, 4, 0.5, 1.5, '', ...texts, 'wwww', 'vvvvv'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...fieldNames, 'e'), tie('value'), { maxKeys: 3 }),
  ),
})).value
