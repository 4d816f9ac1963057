import { canonical } from '../../openapi/canonical.ts'
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts'

/** Conditions on a value besides its type, by keyword; conditions that always hold are left out. */
export type Limits = ReadonlyMap<string, Json>

const byType: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  // Without `format`: it gives the width of a number in other languages.
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains', 'unevaluatedItems'],
  object: [
    ...['minProperties', 'maxProperties', 'patternProperties', 'propertyNames', 'dependentRequired'],
    ...['dependentSchemas', 'unevaluatedProperties'],
  ],
}
/** Conditions on every type; compared as they are written, since FastAPI does not write them. */
const always = ['not', 'if', 'then', 'else']

const everyKey = new Set([...Object.values(byType).flat(), ...always])

const lowest = new Set(['minLength', 'minItems', 'minProperties', 'minimum', 'minContains'])
const highest = new Set(['maxLength', 'maxItems', 'maxProperties', 'maximum', 'maxContains'])

/** Reads the conditions of a schema on values of one type. */
export function readLimits(schema: JsonObject, type: string): Limits {
  const keys = type === 'any' ? [...everyKey] : keysOf(type === 'integer' ? 'number' : type)
  const limits = new Map(keys.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]]])))
  if (type === 'integer') makeInclusive(limits)
  for (const [key, value] of limits) if (holdsAlways(key, value)) limits.delete(key)
  return limits
}

/** The conditions that apply to one type; all of them for `any`. */
export function limitsOn(type: string, limits: Limits): Limits {
  if (type === 'any') return limits
  const keys = keysOf(type)
  return new Map([...limits].filter(([key]) => keys.includes(key)))
}

function keysOf(type: string): readonly string[] {
  return [...(byType[type] ?? []), ...always]
}

/** For whole numbers `> 0` is `>= 1`. */
function makeInclusive(limits: Map<string, Json>): void {
  for (const [exclusive, inclusive, step] of [
    ['exclusiveMinimum', 'minimum', 1],
    ['exclusiveMaximum', 'maximum', -1],
  ] as const) {
    const bound = limits.get(exclusive)
    if (typeof bound !== 'number' || !Number.isInteger(bound)) continue
    limits.delete(exclusive)
    limits.set(inclusive, tighter(inclusive, bound + step, limits.get(inclusive)))
  }
}

function holdsAlways(key: string, value: Json): boolean {
  if (key === 'minLength' || key === 'minItems' || key === 'minProperties') return value === 0
  if (key === 'uniqueItems') return value === false
  // A hint for forms: every text is a valid password.
  if (key === 'format') return value === 'password'
  if (key.startsWith('unevaluated')) return value === true
  return isObject(value) && Object.keys(value).length === 0
}

/** The conditions that hold if both sets hold. */
export function bothLimits(one: Limits, other: Limits): Limits {
  const both = new Map(one)
  for (const [key, value] of other) both.set(key, tighter(key, value, both.get(key)))
  return both
}

function tighter(key: string, value: Json, known: Json | undefined): Json {
  if (known === undefined || canonical(known) === canonical(value)) return value
  if (typeof known === 'number' && typeof value === 'number') {
    if (lowest.has(key) || key === 'exclusiveMinimum') return Math.max(known, value)
    if (highest.has(key) || key === 'exclusiveMaximum') return Math.min(known, value)
  }
  return [known, value]
}

/** How a condition changed; undefined where it did not. */
export function compareLimit(
  key: string,
  before: Json | undefined,
  after: Json | undefined,
): 'looser' | 'tighter' | 'changed' | undefined {
  if (before === undefined) return after === undefined ? undefined : 'tighter'
  if (after === undefined) return 'looser'
  if (canonical(before) === canonical(after)) return undefined
  if (typeof before === 'number' && typeof after === 'number') {
    if (lowest.has(key) || key === 'exclusiveMinimum') return after > before ? 'tighter' : 'looser'
    if (highest.has(key) || key === 'exclusiveMaximum') return after < before ? 'tighter' : 'looser'
    if (key === 'multipleOf' && after % before === 0) return 'tighter'
    if (key === 'multipleOf' && before % after === 0) return 'looser'
  }
  return 'changed'
}
