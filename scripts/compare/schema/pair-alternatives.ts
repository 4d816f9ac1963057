import { canonical } from '../../openapi/canonical.ts'
import type { Alternative } from './alternative.ts'
import type { SchemaContext, UnionPair } from './comparison.ts'

/** The members that two unions have in common, and those that were removed or added. */
export interface Paired {
  readonly pairs: readonly (readonly [Alternative, Alternative])[]
  readonly removed: readonly Alternative[]
  readonly added: readonly Alternative[]
}

/** What two members have in common if they are to be paired; undefined for a member that has no such thing. */
type KeyOf = (member: Alternative) => string | undefined

/**
 * Pairs the members of two unions: the only members of a type; equal members, those of one name first; objects with the
 * same words of a discriminator or the same constants; members of one name; objects with the same fields; then the last
 * member of a type on either side. What equals a member that is paired already is dropped.
 */
export function pairAlternatives({ before, after }: UnionPair, { classOf }: SchemaContext): Paired {
  const pairs: (readonly [Alternative, Alternative])[] = []
  let [removed, added] = [before, after]
  const classKey: KeyOf = (member) => classOf(member)?.toString()

  pairOnly(({ type }) => type)
  pairAll((member) => classKey(member) && `${classKey(member)} ${member.name ?? ''}`)
  pairAll(classKey)
  dropDuplicates()
  pairOnly(wordsOf)
  pairOnly(constantsOf)
  pairOnly(({ type, name }) => name && `${type} ${name}`)
  pairOnly(fieldsOf)
  pairOnly(({ type }) => type)
  return { pairs, removed, added }

  /** Pairs members that are the only ones with their key on both sides. */
  function pairOnly(keyOf: KeyOf): void {
    const [was, is] = [groupBy(removed, keyOf), groupBy(added, keyOf)]
    take((key) => was.get(key)?.length === 1 && is.get(key)?.length === 1, was, is)
  }

  /** Pairs as many members of each key as both sides have. */
  function pairAll(keyOf: KeyOf): void {
    take(() => true, groupBy(removed, keyOf), groupBy(added, keyOf))
  }

  function take(isTaken: (key: string) => boolean, was: Groups, is: Groups): void {
    const found = [...was].flatMap(([key, members]) =>
      isTaken(key) ? members.flatMap((one, index) => pairOf(one, is.get(key)?.[index])) : [],
    )
    pairs.push(...found)
    const taken = new Set(found.flat())
    removed = removed.filter((member) => !taken.has(member))
    added = added.filter((member) => !taken.has(member))
  }

  function dropDuplicates(): void {
    const classes = (members: readonly Alternative[]): ReadonlySet<string | undefined> => new Set(members.map(classKey))
    const [was, is] = [classes(before), classes(after)]
    removed = removed.filter((member) => classKey(member) === undefined || !is.has(classKey(member)))
    added = added.filter((member) => classKey(member) === undefined || !was.has(classKey(member)))
  }
}

type Groups = ReadonlyMap<string, readonly Alternative[]>

function groupBy(members: readonly Alternative[], keyOf: KeyOf): Groups {
  const groups = new Map<string, Alternative[]>()
  for (const member of members) {
    const key = keyOf(member)
    if (key === undefined || key === '') continue
    const group = groups.get(key)
    if (group) group.push(member)
    else groups.set(key, [member])
  }
  return groups
}

function pairOf(one: Alternative, other: Alternative | undefined): (readonly [Alternative, Alternative])[] {
  return other === undefined ? [] : [[one, other]]
}

function wordsOf({ tag }: Alternative): string | undefined {
  return tag && tag.words.length > 0 ? `${tag.field} ${tag.words.join(' ')}` : undefined
}

/** The discriminating fields of a variant as text: those with a single possible value. */
function constantsOf({ properties }: Alternative): string | undefined {
  const constants = [...properties].flatMap(([name, { schema }]) => {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return []
    const values = 'const' in schema ? [schema['const'] ?? null] : 'enum' in schema ? schema['enum'] : undefined
    return Array.isArray(values) && values.length === 1 ? [`${name}=${canonical(values[0])}`] : []
  })
  return constants.sort().join()
}

function fieldsOf({ type, properties }: Alternative): string | undefined {
  return type === 'object' ? [...properties.keys()].sort().join() : undefined
}
