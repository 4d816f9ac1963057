import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import { type Alternative, addsNothing, type Slot } from './alternative.ts'
import type { Interned } from './interned.ts'
import { bothLimits, limitsOn } from './limits.ts'

type AllOf = Interned['allOf']

/** The values that both of two schemas accept. */
export type Intersect = (one: readonly Alternative[], other: readonly Alternative[]) => readonly Alternative[]

/** Creates what reads `allOf`, or a reference with keywords beside it. Two alternatives are joined once. */
export function createIntersection({ allOf, alternative }: Pick<Interned, 'allOf' | 'alternative'>): Intersect {
  const known = new Map<Alternative, Map<Alternative, readonly Alternative[]>>()
  const join = (left: Alternative, right: Alternative): readonly Alternative[] => {
    const others = known.get(left) ?? new Map<Alternative, readonly Alternative[]>()
    known.set(left, others)
    const joined = others.get(right) ?? both(left, right, allOf).map(alternative)
    others.set(right, joined)
    return joined
  }
  return (one, other) => one.flatMap((left) => other.flatMap((right) => join(left, right)))
}

function both(one: Alternative, other: Alternative, allOf: AllOf): Alternative[] {
  if (one.type !== other.type && one.type !== 'any' && other.type !== 'any') return []
  // What is joined to no condition keeps its name and its identity.
  if (addsNothing(one) && (one.type === 'any' || one.type === other.type)) return [other]
  if (addsNothing(other) && (other.type === 'any' || one.type === other.type)) return [one]
  const values = commonValues(one.values, other.values)
  if (values?.length === 0) return []
  const hidden = new Set([...one.hidden, ...other.hidden])
  const properties = new Map(one.properties)
  for (const [name, slot] of other.properties) {
    const known = properties.get(name)
    properties.set(name, known === undefined ? slot : bothSlots(known, slot, allOf))
  }
  for (const name of hidden) properties.delete(name)
  const type = one.type === 'any' ? other.type : one.type
  return [
    {
      type,
      values,
      ...((one.whole || other.whole) && { whole: true }),
      limits: limitsOn(type, bothLimits(one.limits, other.limits)),
      properties,
      required: new Set([...one.required, ...other.required].filter((name) => !hidden.has(name))),
      hidden,
      additional: bothSlots(one.additional, other.additional, allOf),
      prefix: one.prefix.length > 0 ? one.prefix : other.prefix,
      items: bothSlots(one.items, other.items, allOf),
    },
  ]
}

function bothSlots(one: Slot, other: Slot, allOf: AllOf): Slot {
  return {
    schema: allOf(one.schema, other.schema),
    deprecated: one.deprecated || other.deprecated,
    default: one.default ?? other.default,
  }
}

function commonValues(
  one: readonly Json[] | undefined,
  other: readonly Json[] | undefined,
): readonly Json[] | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const known = new Set(other.map(canonical))
  return one.filter((value) => known.has(canonical(value)))
}
