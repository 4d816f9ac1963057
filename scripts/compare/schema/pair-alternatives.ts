import { canonical } from '../../openapi/canonical.ts'
import type { Finding } from '../rules/change.ts'
import type { Alternative } from './alternative.ts'
import { textOf } from './merge-union.ts'

/** The members that two unions have in common, and those that were removed or added. */
export interface Paired {
  readonly pairs: readonly (readonly [Alternative, Alternative])[]
  readonly removed: readonly Alternative[]
  readonly added: readonly Alternative[]
}

/**
 * Pairs the members of two unions: equal members of one type, then members with the same constant (a discriminator), then
 * members of one name, then the last member of a type on either side.
 */
export function pairAlternatives(
  before: readonly Alternative[],
  after: readonly Alternative[],
  compare: (one: Alternative, other: Alternative) => readonly Finding[],
): Paired {
  const pairs: (readonly [Alternative, Alternative])[] = []
  let removed = [...before]
  let added = [...after]
  const take = (one: Alternative, other: Alternative): void => {
    pairs.push([one, other])
    removed = removed.filter((rest) => rest !== one)
    added = added.filter((rest) => rest !== other)
  }
  const pairBy = (alike: (one: Alternative, other: Alternative) => boolean): void => {
    for (const one of [...removed]) {
      const other = added.find((candidate) => candidate.type === one.type && alike(one, candidate))
      if (other) take(one, other)
    }
  }
  const only = (union: readonly Alternative[], { type }: Alternative): boolean =>
    union.filter((member) => member.type === type).length === 1
  const isOnlyNamed = (union: readonly Alternative[], { name }: Alternative): boolean =>
    name !== undefined && union.filter((member) => member.name === name).length === 1
  const isSame = (one: Alternative, other: Alternative): boolean =>
    compare(one, other).every(({ rule }) => rule === 'schema.renamed')

  pairBy((one, other) => only(before, one) && only(after, other))
  pairBy((one, other) => textOf(one) === textOf(other) && isSame(one, other))
  pairBy(isSame)
  pairBy((one, other) => tagsOf(one) !== '' && tagsOf(one) === tagsOf(other))
  pairBy((one, other) => isOnlyNamed(before, one) && isOnlyNamed(after, other) && one.name === other.name)
  pairBy((one, other) => only(removed, one) && only(added, other))
  // Drops members that are equal to one that is paired already.
  removed = removed.filter((one) => !after.some((other) => one.type === other.type && isSame(one, other)))
  added = added.filter((other) => !before.some((one) => one.type === other.type && isSame(one, other)))
  return { pairs, removed, added }
}

/** The discriminating fields of a variant as text: those with a single possible value. */
function tagsOf({ properties }: Alternative): string {
  const tags = [...properties].flatMap(([name, schema]) => {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return []
    const values = 'const' in schema ? [schema['const'] ?? null] : 'enum' in schema ? schema['enum'] : undefined
    return Array.isArray(values) && values.length === 1 ? [`${name}=${canonical(values[0])}`] : []
  })
  return tags.sort().join()
}
