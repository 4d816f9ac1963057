import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeMappings } from '../../../../scripts/codegen/emit/complete-mappings.ts'
import type { JsonObject } from '../../../../scripts/openapi/json.ts'
import { runHere } from '../../../support/codegen/run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'mappings-'))
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

beforeAll(async () => {
  const source = 'test/fixtures/implicit-discriminator.yaml'
  expect(await runHere(['--source', source, '--tag', 'notes', '--out', folder])).toMatchObject({ code: 0 })
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

test('mappings: types and schemas want the word that a variant lists, not the name of its component', () => {
  expect(read('types.ts')).toMatch(/kind: "text"/)
  expect(read('types.ts')).not.toMatch(/kind: "TextNote"/)
  expect(read('schemas.ts')).not.toMatch(/literal\('TextNote'\)/)
})

test('mappings: two names for one variant stay as the document maps them', () => {
  expect(read('types.ts')).toMatch(/"v1" \| "v1.1"/)
})

test('mappings: the contract stays as it is', () => {
  expect(JSON.parse(read('openapi.json')).components.schemas.Implicit.discriminator).toEqual({ propertyName: 'kind' })
})

const variant = (tag: JsonObject): JsonObject => ({ type: 'object', properties: { kind: tag } })
const union = (A: JsonObject, more: JsonObject = {}): JsonObject => ({
  components: {
    schemas: {
      A,
      Base: variant({ enum: ['a', 'b'] }),
      Union: { oneOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: 'kind', ...more } },
    },
  },
})
const mappingIn = (contract: JsonObject): unknown =>
  Object(completeMappings(contract)).components.schemas.Union.discriminator.mapping

test.each<[string, JsonObject, unknown]>([
  ['a constant', union(variant({ const: 'a' })), { a: '#/components/schemas/A' }],
  [
    'a list of words behind allOf',
    union({ allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { x: {} } }] }),
    { a: '#/components/schemas/A', b: '#/components/schemas/A' },
  ],
  ['any text', union(variant({ type: 'string' })), undefined],
  ['numbers', union(variant({ enum: [1] })), undefined],
  ['itself', union({ $ref: '#/components/schemas/A' }), undefined],
  ['a constant and a mapping', union(variant({ const: 'a' }), { mapping: { z: 'A' } }), { z: 'A' }],
])('mappings: a variant whose field has %s', (_title, contract, mapping) => {
  expect(mappingIn(contract)).toEqual(mapping)
})
