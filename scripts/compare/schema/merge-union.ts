import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import type { Alternative } from './alternative.ts'

/** Drops the members of a union that another member covers, and merges lists of values. */
export function mergeUnion(union: readonly Alternative[]): readonly Alternative[] {
  const everything = union.find((alternative) => isBare(alternative) && alternative.type === 'any')
  if (everything) return [everything]
  const kept: Alternative[] = []
  for (const alternative of union) {
    if (kept.some((known) => covers(known, alternative) || textOf(known) === textOf(alternative))) continue
    const rest = kept.filter((known) => !covers(alternative, known))
    const same = rest.find((known) => isList(known) && isList(alternative) && known.type === alternative.type)
    kept.length = 0
    kept.push(...rest.filter((known) => known !== same))
    kept.push(same ? { ...same, values: [...(same.values ?? []), ...newValues(same, alternative)] } : alternative)
  }
  return kept.map(freeOfFullLists)
}

function isBare({ values, limits, type }: Alternative): boolean {
  return values === undefined && limits.size === 0 && type !== 'array' && type !== 'object'
}

function covers(wide: Alternative, narrow: Alternative): boolean {
  return isBare(wide) && wide.type === narrow.type && (!wide.whole || narrow.whole === true)
}

function isList({ values, limits }: Alternative): boolean {
  return values !== undefined && limits.size === 0
}

function newValues(known: Alternative, { values = [] }: Alternative): Json[] {
  const texts = new Set(known.values?.map(canonical))
  return values.filter((value) => !texts.has(canonical(value)))
}

/** A boolean that may be true or false is a boolean. */
function freeOfFullLists(alternative: Alternative): Alternative {
  const isFull = alternative.type === 'boolean' && new Set(alternative.values?.map(canonical)).size === 2
  return isFull ? { ...alternative, values: undefined } : alternative
}

/** An alternative as text, without its name: two alternatives with the same text are equal if their components are. */
export function textOf({ limits, properties, required, ...rest }: Alternative): string {
  const { name: _, values = null, whole = false, ...others } = rest
  return canonical({
    ...others,
    values: values && [...values.map(canonical)].sort(),
    whole,
    limits: Object.fromEntries(limits),
    properties: Object.fromEntries(properties),
    required: [...required].sort(),
  })
}
