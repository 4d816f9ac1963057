import { isObject, type Json } from '../../openapi/json.ts'

/** One end of a range: a number, or `{ beyond }` where the number itself is rejected. */
type Bound = Json

const ends = [
  ['minimum', 'exclusiveMinimum', 1],
  ['maximum', 'exclusiveMaximum', -1],
] as const

/**
 * Joins the two keywords of each end of a range into one bound, the tighter one. For whole numbers `> 0` and `>= 0.5` are
 * `>= 1`.
 */
export function joinBounds(limits: Map<string, Json>, isWhole: boolean): void {
  for (const [inclusive, exclusive, sign] of ends) {
    const [from, beyond] = [limits.get(inclusive), limits.get(exclusive)]
    limits.delete(exclusive)
    // OpenAPI 3.0 says `exclusiveMinimum: true` beside `minimum`.
    const strict = beyond === true ? from : typeof beyond === 'number' ? beyond : undefined
    const bounds = [beyond === true ? undefined : from, strict === undefined ? undefined : { beyond: strict }]
    const [one, other] = bounds.filter((bound) => bound !== undefined)
    if (one === undefined) continue
    const bound = other === undefined ? one : tighterBound(inclusive, one, other)
    limits.set(inclusive, isWhole ? toWhole(bound, sign) : bound)
  }
}

function toWhole(bound: Bound, sign: 1 | -1): Bound {
  const value = numberIn(bound)
  if (value === undefined) return bound
  if (isObject(bound)) return sign === 1 ? Math.floor(value) + 1 : Math.ceil(value) - 1
  return sign === 1 ? Math.ceil(value) : Math.floor(value)
}

function numberIn(bound: Bound): number | undefined {
  const value = isObject(bound) ? bound['beyond'] : bound
  return typeof value === 'number' ? value : undefined
}

/** The bound that accepts less. */
export function tighterBound(key: string, one: Bound, other: Bound): Bound {
  return isTighter(key, other, one) ? other : one
}

/** Whether a bound accepts less than another one. */
export function isTighter(key: string, one: Bound, other: Bound): boolean {
  const [value = Number.NaN, than = Number.NaN] = [numberIn(one), numberIn(other)]
  if (value === than) return isObject(one) && !isObject(other)
  return key === 'minimum' ? value > than : value < than
}

/** A bound as it is written: `minimum 0` or `exclusiveMinimum 0`. */
export function showBound(key: string, bound: Bound): string {
  const [, exclusive = key] = ends.find(([inclusive]) => inclusive === key) ?? []
  return `${isObject(bound) ? exclusive : key} ${numberIn(bound)}`
}
