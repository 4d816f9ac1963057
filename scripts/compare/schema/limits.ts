import { canonical } from '../../openapi/canonical.ts'
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts'
import { isTighter, joinBounds, tighterBound } from './bounds.ts'
import { matchesAnything } from './pattern.ts'

/** Conditions on a value besides its type, by keyword; conditions that always hold are left out. */
export type Limits = ReadonlyMap<string, Json>

const byType: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  // Without `format`: it gives the width of a number in other languages.
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains', 'unevaluatedItems'],
  object: [
    ...['minProperties', 'maxProperties', 'patternProperties', 'propertyNames', 'dependentRequired'],
    ...['dependentSchemas', 'unevaluatedProperties'],
  ],
}
/** Conditions on every type. */
const always = ['not', 'if', 'then', 'else']

const everyKey = new Set([...Object.values(byType).flat(), ...always])

/** Conditions that hold schemas; compared as they are written, with what they refer to, since FastAPI does not write them. */
const withSchemas = new Set([
  ...['contentSchema', 'contains', 'unevaluatedItems', 'patternProperties', 'propertyNames', 'dependentSchemas'],
  ...['unevaluatedProperties', ...always],
])

const lowest = new Set(['minLength', 'minItems', 'minProperties', 'minContains'])
const highest = new Set(['maxLength', 'maxItems', 'maxProperties', 'maxContains'])

/** Reads the conditions of a schema on values of one type; `inFull` writes a schema out with what it refers to. */
export function readLimits(schema: JsonObject, type: string, inFull: (schema: Json) => Json): Limits {
  const keys = type === 'any' ? everyKey : keysOf(type === 'integer' ? 'number' : type)
  const limits = new Map<string, Json>()
  for (const key of keys) {
    const value = schema[key]
    if (value !== undefined) limits.set(key, withSchemas.has(key) ? inFull(value) : value)
  }
  if (limits.size === 0) return limits
  joinBounds(limits, type === 'integer')
  for (const [key, value] of limits) if (holdsAlways(key, value, type)) limits.delete(key)
  return limits
}

/** The conditions that apply to one type; all of them for `any`. */
export function limitsOn(type: string, limits: Limits): Limits {
  if (type === 'any' || limits.size === 0) return limits
  const keys = keysOf(type)
  return new Map([...limits].filter(([key]) => keys.includes(key)))
}

function keysOf(type: string): readonly string[] {
  return [...(byType[type] ?? []), ...always]
}

function holdsAlways(key: string, value: Json, type: string): boolean {
  if (lowest.has(key) && key !== 'minContains') return value === 0
  if (key === 'uniqueItems') return value === false
  if (key === 'multipleOf') return type === 'integer' && value === 1
  if (key === 'pattern') return typeof value === 'string' && matchesAnything(value)
  // A hint for forms: every text is a valid password.
  if (key === 'format') return value === 'password'
  if (key.startsWith('unevaluated')) return value === true
  return isObject(value) && Object.keys(value).length === 0
}

/** The conditions that hold if both sets hold. */
export function bothLimits(one: Limits, other: Limits): Limits {
  if (one.size === 0 || other.size === 0) return one.size === 0 ? other : one
  const both = new Map(one)
  for (const [key, value] of other) both.set(key, tighter(key, value, both.get(key)))
  return both
}

function isBound(key: string): boolean {
  return key === 'minimum' || key === 'maximum'
}

function tighter(key: string, value: Json, known: Json | undefined): Json {
  if (known === undefined || canonical(known) === canonical(value)) return value
  if (isBound(key)) return tighterBound(key, known, value)
  if (typeof known === 'number' && typeof value === 'number') {
    if (lowest.has(key)) return Math.max(known, value)
    if (highest.has(key)) return Math.min(known, value)
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
  if (isBound(key)) return isTighter(key, after, before) ? 'tighter' : 'looser'
  if (typeof before === 'number' && typeof after === 'number') {
    if (lowest.has(key)) return after > before ? 'tighter' : 'looser'
    if (highest.has(key)) return after < before ? 'tighter' : 'looser'
    if (key === 'multipleOf' && isMultiple(after, before)) return 'tighter'
    if (key === 'multipleOf' && isMultiple(before, after)) return 'looser'
  }
  return 'changed'
}

/** Whether one number is a multiple of another, also where a remainder is the error of a fraction such as 0.1. */
function isMultiple(number: number, of: number): boolean {
  const times = number / of
  return Math.abs(times - Math.round(times)) < 1e-9
}
