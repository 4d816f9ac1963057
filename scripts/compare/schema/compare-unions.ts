import type { Finding } from '../rules/change.ts'
import { type Alternative, anything, type Slot } from './alternative.ts'
import { compareAlternatives } from './compare-alternatives.ts'
import type { Difference, SchemaContext, UnionPair } from './comparison.ts'
import { pairAlternatives } from './pair-alternatives.ts'

/** The differences in what two schemas accept: those at their place, and the pairs of schemas below that differ. */
export function compareUnions(context: SchemaContext, { before, after }: UnionPair): Difference[] {
  const { pairs, removed, added } = pairAlternatives(
    { before: withoutNull(before), after: withoutNull(after) },
    context,
  )
  const isReplaced = pairs.length === 0 && removed.length > 0 && added.length > 0
  const isSplit = isReplaced && context.direction === 'response' && isOneInto(removed, added)
  const acceptsAny = [...before, ...after].some(({ type }) => type === 'any')
  return [
    ...pairs.flatMap(([one, other]) => compareAlternatives(context, one, other)),
    ...(isSplit ? compareSplit(context, removed, added) : []),
    ...(isReplaced && !isSplit && !acceptsAny
      ? [{ rule: 'type.changed', path: '', before: describeAll(removed), after: describeAll(added) } as const]
      : []),
    ...(isSplit || (isReplaced && !acceptsAny) ? [] : compareMembers(before, after, removed, added)),
    ...(acceptsAny ? [] : compareNull(before, after)),
  ]
}

function withoutNull(union: readonly Alternative[]): readonly Alternative[] {
  return union.filter(({ type }) => type !== 'null')
}

function compareMembers(
  before: readonly Alternative[],
  after: readonly Alternative[],
  removed: readonly Alternative[],
  added: readonly Alternative[],
): Finding[] {
  // `any` includes every other type.
  const [wasAny, isAny] = [before, after].map((union) => union.some(({ type }) => type === 'any'))
  return [
    ...(isAny ? [] : removed).map((one): Finding => ({ rule: 'type.removed', path: '', before: describeOne(one) })),
    ...(wasAny ? [] : added).map((one): Finding => ({ rule: 'type.added', path: '', after: describeOne(one) })),
  ]
}

function compareNull(before: readonly Alternative[], after: readonly Alternative[]): Finding[] {
  const [had, has] = [before, after].map((union) => union.some(({ type }) => type === 'null'))
  return had === has ? [] : [{ rule: has ? 'null.added' : 'null.removed', path: '' }]
}

/** Whether one object became several variants, or the reverse: code that reads common fields still works. */
function isOneInto(removed: readonly Alternative[], added: readonly Alternative[]): boolean {
  return [...removed, ...added].every(({ type }) => type === 'object') && (removed.length === 1 || added.length === 1)
}

function compareSplit(
  context: SchemaContext,
  removed: readonly Alternative[],
  added: readonly Alternative[],
): Difference[] {
  return [
    { rule: 'type.split', path: '', before: describeAll(removed), after: describeAll(added) },
    ...compareAlternatives(context, envelopeOf(removed), envelopeOf(added)),
  ]
}

/**
 * What code can rely on that does not distinguish the variants of an object: the fields of all variants, each with the
 * union of its schemas, required where every variant requires it. A single variant is returned unchanged.
 */
function envelopeOf(variants: readonly Alternative[]): Alternative {
  const [only, ...others] = variants
  if (only !== undefined && others.length === 0) return only
  const names = [...new Set(variants.flatMap(({ properties }) => [...properties.keys()]))]
  const properties = names.map((name): [string, Slot] => {
    const slots = variants.flatMap((variant) => variant.properties.get(name) ?? [])
    const deprecated = slots.every((slot) => slot.deprecated)
    return [name, { schema: { anyOf: slots.map(({ schema }) => schema) }, deprecated, default: slots[0]?.default }]
  })
  const required = names.filter((name) => variants.every((variant) => variant.required.has(name)))
  return { ...anything, type: 'object', properties: new Map(properties), required: new Set(required) }
}

/** An alternative as text: its component, its values or its type. */
function describeOne({ type, whole, name, values }: Alternative): string {
  if (name !== undefined) return name
  if (values !== undefined) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
  return whole ? 'integer' : type
}

/** Several alternatives as text. */
function describeAll(union: readonly Alternative[]): string {
  return union.map(describeOne).join(' or ')
}
