import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printNormalised } from '../../../scripts/codegen/load/normalise.ts'
import { compareContracts } from '../../../scripts/compare/compare-contracts.ts'
import type { Change } from '../../../scripts/compare/rules/change.ts'
import type { Kind } from '../../../scripts/compare/rules/rule.ts'
import { isObject, type Json, type JsonObject } from '../../../scripts/openapi/json.ts'
import {
  arbitraryComponents,
  arbitraryContract,
  arbitrarySchema,
  arbitraryValue,
  contractOf,
} from '../../support/compare/arbitrary-contract.ts'

const seed = 6
/** Milliseconds: many runs on a busy machine. */
const slow = 120_000

test(
  'compare: a contract compared with itself has no change',
  () => {
    fc.assert(
      fc.property(arbitraryContract, (contract) => {
        expect(compareContracts(contract, structuredClone(contract))).toEqual([])
      }),
      { seed, numRuns: 60 },
    )
  },
  slow,
)

test(
  'compare: an equivalent spelling of a contract does not count as a change, in either direction',
  () => {
    fc.assert(
      fc.property(arbitraryContract, fc.infiniteStream(fc.nat(5)), (contract, chance) => {
        const other: JsonObject = JSON.parse(printNormalised(respell(contract, () => chance.next().value ?? 0)))
        expect(compareContracts(contract, other)).toEqual([])
        expect(compareContracts(other, contract)).toEqual([])
      }),
      { seed, numRuns: 60 },
    )
  },
  slow,
)

const duals: Readonly<Record<Kind, Kind>> = {
  added: 'removed',
  removed: 'added',
  renamed: 'renamed',
  required: 'optional',
  optional: 'required',
  narrowed: 'widened',
  widened: 'narrowed',
  changed: 'changed',
  deprecated: 'undeprecated',
  undeprecated: 'deprecated',
}

test(
  'compare: the reverse comparison reports the opposite kinds',
  () => {
    fc.assert(
      fc.property(arbitraryContract, arbitraryContract, (one, other) => {
        const rows = (changes: readonly Change[], kindOf: (kind: Kind) => Kind): string[] =>
          changes.map(({ direction, kind }) => `${direction} ${kindOf(kind)}`).sort()
        const there = rows(compareContracts(one, other), (kind) => kind)
        const back = rows(compareContracts(other, one), (kind) => duals[kind])
        expect(back).toEqual(there)
      }),
      { seed, numRuns: 60 },
    )
  },
  slow,
)

test(
  'compare: a value that is no longer accepted never comes from safe changes only',
  () => {
    let rejected = 0
    fc.assert(
      fc.property(
        arbitraryComponents,
        arbitraryComponents,
        fc.tuple(arbitrarySchema, arbitrarySchema),
        fc.array(arbitraryValue, { minLength: 20, maxLength: 20 }),
        (was, is, [before, after], values) => {
          const [acceptsBefore, acceptsAfter] = [validator(was, before), validator(is, after)]
          const isRejected = values.some((value) => acceptsBefore(value) && !acceptsAfter(value))
          if (!isRejected) return
          rejected += 1
          const changes = compareContracts(contractOf(was, bodyOf(before)), contractOf(is, bodyOf(after)))
          // An open object accepts any value for a field until it declares the field; callers are not expected to have sent it.
          const isDeclared = changes.some(({ kind }) => kind === 'added')
          expect(isDeclared || changes.some(({ rating }) => rating !== 'safe')).toBe(true)
        },
      ),
      { seed, numRuns: 250 },
    )
    expect(rejected).toBeGreaterThan(50)
  },
  slow,
)

function validator(schemas: JsonObject, schema: JsonObject): (value: Json) => boolean {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, meta: false })
  const validate = ajv.compile({ ...schema, components: { schemas } })
  return (value) => validate(value) === true
}

function bodyOf(schema: JsonObject): JsonObject {
  const content = { 'application/json': { schema } }
  return { '/one': { post: { requestBody: { required: true, content }, responses: {} } } }
}

/** An equivalent spelling of a contract: other order, `type` lists for `anyOf`, wrappers, descriptions. Data stays. */
function respell(node: Json, chance: () => number): JsonObject {
  const again = (value: Json, isSchema: boolean): Json => {
    if (Array.isArray(value)) return value.map((item) => again(item, isSchema))
    if (!isObject(value)) return value
    const entries = Object.entries(value).map(([key, child]): [string, Json] => {
      if (key === 'enum' && Array.isArray(child)) return [key, [...child].reverse()]
      if (key === 'required' && Array.isArray(child)) return [key, [...child].reverse()]
      if (key === 'anyOf' && Array.isArray(child)) return [key, child.map((part) => again(part, true)).reverse()]
      if (key === 'properties' || key === 'schemas') {
        const names = Object.entries(Object(child))
        return [key, Object.fromEntries(names.reverse().map(([name, inner]) => [name, again(inner as Json, true)]))]
      }
      return [key, again(child, isSchema || ['schema', 'items', 'allOf'].includes(key))]
    })
    const other = Object.fromEntries(chance() > 2 ? entries.reverse() : entries)
    return isSchema ? wrap(other, chance()) : other
  }
  return again(node, false) as JsonObject
}

function wrap(schema: JsonObject, how: number): JsonObject {
  const [one, none, ...more] = Array.isArray(schema['anyOf']) ? schema['anyOf'] : []
  if (how === 0) return { allOf: [schema], description: 'Wrapped' }
  if (how === 1) return { anyOf: [schema] }
  if (how === 2 && isObject(one) && isObject(none) && more.length === 0) return { oneOf: [none, one, none] }
  if (how === 3 && typeof schema['type'] === 'string') return { ...schema, type: [schema['type']], title: 'Other' }
  if (how === 4 && schema['const'] !== undefined) return { enum: [schema['const']] }
  return schema
}
