import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { compareContracts } from '../../../scripts/compare/compare-contracts.ts'
import { ratings } from '../../../scripts/compare/print/group-changes.ts'
import type { Direction } from '../../../scripts/compare/rules/rule.ts'
import type { Json, JsonObject } from '../../../scripts/openapi/json.ts'

interface ChangePair {
  readonly was: JsonObject
  readonly is: JsonObject
  readonly request: string
  readonly response: string
  readonly because: string
}

const values = readPairs('values').map(([kind, pair]) => pairOf(kind, pair, (schema) => fieldX(schema)))
const components = readPairs('components').map(([kind, pair]) =>
  pairOf(kind, pair, (schemas) => both(withReferences('{Root}'), { schemas: withReferences(schemas) })),
)
const operations = readPairs('operations').map(([kind, pair]) =>
  pairOf(kind, pair, (operation) => contractOf(operation, readFile('operations')['components'] ?? {})),
)
const pairs = [...values, ...components, ...operations]

test.each(pairs)('change pairs: $kind: $because', ({ before, after, request, response }) => {
  expect(worstOf(before, after, 'request')).toBe(request)
  expect(worstOf(before, after, 'response')).toBe(response)
})

test('change pairs: there are 150 or more, and none compares equal in one direction only', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(150)
  for (const { before, after, request, response } of pairs) {
    const isSame = compareContracts(after, before).length === 0
    expect(isSame).toBe(request === 'none' && response === 'none')
  }
})

function readFile(name: string): Readonly<Record<string, Json>> {
  return parse(readFileSync(join(import.meta.dirname, `../../fixtures/change-pairs/${name}.yaml`), 'utf8'))
}

function readPairs(name: string): (readonly [kind: string, pair: ChangePair])[] {
  return Object.entries(readFile(name)).flatMap(([kind, list]) =>
    Array.isArray(list) ? list.map((pair) => [kind, pair as unknown as ChangePair] as const) : [],
  )
}

function pairOf(kind: string, { was, is, ...pair }: ChangePair, document: (part: JsonObject) => JsonObject) {
  return { kind, before: document(was), after: document(is), ...pair }
}

function worstOf(before: JsonObject, after: JsonObject, direction: Direction): string {
  const rows = compareContracts(before, after).filter((row) => row.direction === direction)
  return ratings.find((rating) => rows.some((row) => row.rating === rating)) ?? 'none'
}

function fieldX(schema: Json): JsonObject {
  return both({ type: 'object', properties: { kept: { type: 'boolean' }, x: schema } }, {})
}

function both(schema: Json, components: JsonObject): JsonObject {
  const content = { 'application/json': { schema } }
  return contractOf({ requestBody: { required: true, content }, responses: { 200: { content } } }, components)
}

function contractOf(operation: JsonObject, components: Json): JsonObject {
  const post = { responses: { 200: {} }, ...operation }
  return { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: { '/a': { post } }, components }
}

/** Puts references for `{Name}`. */
function withReferences(value: Json): Json {
  if (typeof value === 'string') {
    const name = /^\{(\w+)\}$/.exec(value)?.[1]
    return name === undefined ? value : { $ref: `#/components/schemas/${name}` }
  }
  if (Array.isArray(value)) return value.map(withReferences)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withReferences(child)]))
}
