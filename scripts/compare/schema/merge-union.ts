import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import type { Alternative } from './alternative.ts'

/** Drops the members of a union that another member covers, and merges lists of values. */
export function mergeUnion(union: readonly Alternative[]): readonly Alternative[] {
  const [first, second] = union
  if (first === undefined || second === undefined) return union.map(freeOfFullLists)
  const bare = union.filter(isBare)
  const everything = bare.find(({ type }) => type === 'any')
  if (everything) return [everything]
  const wide = new Map<string, Alternative>()
  for (const alternative of bare) {
    const known = wide.get(alternative.type)
    if (known === undefined || (known.whole === true && alternative.whole !== true))
      wide.set(alternative.type, alternative)
  }
  const kept = new Map<Alternative | string, Alternative>()
  for (const alternative of union) {
    const cover = wide.get(alternative.type)
    if (cover !== undefined && (!cover.whole || alternative.whole)) {
      kept.set(cover.type, cover)
      continue
    }
    // Lists of values of one type are one list.
    const key = isList(alternative) ? `list of ${alternative.type}` : alternative
    const known = kept.get(key)
    if (known === undefined) kept.set(key, alternative)
    else if (known !== alternative) kept.set(key, joinLists(known, alternative))
  }
  return [...kept.values()].map(freeOfFullLists)
}

function isBare({ values, limits, type }: Alternative): boolean {
  return values === undefined && limits.size === 0 && type !== 'array' && type !== 'object'
}

function isList({ values, limits }: Alternative): boolean {
  return values !== undefined && limits.size === 0
}

function joinLists(one: Alternative, other: Alternative): Alternative {
  const { values = [], whole, ...rest } = one
  const texts = new Set(values.map(canonical))
  const added = (other.values ?? []).filter((value: Json) => !texts.has(canonical(value)))
  return { ...rest, values: [...values, ...added], ...(whole && other.whole && { whole }) }
}

/** A boolean that may be true or false is a boolean. */
function freeOfFullLists(alternative: Alternative): Alternative {
  const isFull = alternative.type === 'boolean' && new Set(alternative.values?.map(canonical)).size === 2
  return isFull ? { ...alternative, values: undefined } : alternative
}
