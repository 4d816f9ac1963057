import { canonical } from '../../openapi/canonical.ts'
import { isObject, type Json } from '../../openapi/json.ts'
import type { Alternative } from './alternative.ts'
import { bothLimits, limitsOn } from './limits.ts'

/** The values that both of two schemas accept: `allOf`, or a reference with keywords beside it. */
export function intersect(one: readonly Alternative[], other: readonly Alternative[]): readonly Alternative[] {
  return one.flatMap((left) => other.flatMap((right) => both(left, right)))
}

function both(one: Alternative, other: Alternative): Alternative[] {
  if (one.type !== other.type && one.type !== 'any' && other.type !== 'any') return []
  const values = commonValues(one.values, other.values)
  if (values?.length === 0) return []
  const properties = new Map(one.properties)
  for (const [name, schema] of other.properties) {
    const known = properties.get(name)
    properties.set(name, known === undefined ? schema : allOf(known, schema))
  }
  const type = one.type === 'any' ? other.type : one.type
  return [
    {
      type,
      name: one.name ?? other.name,
      values,
      ...((one.whole || other.whole) && { whole: true }),
      limits: limitsOn(type, bothLimits(one.limits, other.limits)),
      properties,
      required: new Set([...one.required, ...other.required]),
      additional: allOf(one.additional, other.additional),
      prefix: one.prefix.length > 0 ? one.prefix : other.prefix,
      items: allOf(one.items, other.items),
    },
  ]
}

function commonValues(
  one: readonly Json[] | undefined,
  other: readonly Json[] | undefined,
): readonly Json[] | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const known = new Set(other.map(canonical))
  return one.filter((value) => known.has(canonical(value)))
}

/** `allOf` of two schemas, flat and without duplicates, so that a recursive schema yields finitely many. */
function allOf(one: Json, other: Json): Json {
  if (one === false || other === false) return false
  if (one === true) return other
  if (other === true) return one
  const parts = new Map([...partsOf(one), ...partsOf(other)].map((part) => [canonical(part), part]))
  const [only, second] = parts.values()
  return second === undefined
    ? (only ?? true)
    : { allOf: [...parts.keys()].sort().map((key) => parts.get(key) ?? true) }
}

function partsOf(schema: Json): readonly Json[] {
  if (!isObject(schema)) return [schema]
  const { allOf: parts, ...rest } = schema
  return Array.isArray(parts) && Object.keys(rest).length === 0 ? parts : [schema]
}
