import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import { referencesIn } from '../../openapi/references.ts'
import type { Finding } from '../rules/change.ts'
import { type Alternative, anything } from './alternative.ts'
import { alternativesOf } from './alternatives.ts'
import { compareFields } from './compare-fields.ts'
import { compareLimits } from './compare-limits.ts'
import { compareValues } from './compare-values.ts'
import type { CompareBelow, Comparison, SchemaPair } from './comparison.ts'
import { pairAlternatives } from './pair-alternatives.ts'

/** The differences in what two schemas accept, however they are written. `within` has the pairs that are being compared already. */
export function compareSchemas(comparison: Comparison, pair: SchemaPair, within: readonly string[] = []): Finding[] {
  const [was, is] = [canonical(pair.before), canonical(pair.after)]
  const key = `${was} ${is}`
  if (within.includes(key) || (was === is && isUntouched(comparison, pair.before))) return []
  const { direction } = comparison
  const before = alternativesOf({ schema: pair.before, document: comparison.before, direction })
  const after = alternativesOf({ schema: pair.after, document: comparison.after, direction })
  const below: CompareBelow = (inner) => compareSchemas(comparison, inner, [...within, key])
  return compareUnions(comparison, before, after, pair.path, below)
}

function isUntouched({ sameReferences }: Comparison, schema: Json): boolean {
  return referencesIn(schema).every(({ target }) => sameReferences.has(target))
}

function compareUnions(
  comparison: Comparison,
  before: readonly Alternative[],
  after: readonly Alternative[],
  path: string,
  below: CompareBelow,
): Finding[] {
  const [hadNull, hasNull] = [before, after].map((union) => union.some(({ type }) => type === 'null'))
  const rest = (union: readonly Alternative[]): Alternative[] => union.filter(({ type }) => type !== 'null')
  const { pairs, removed, added } = pairAlternatives(rest(before), rest(after), (one, other) =>
    compareAlternatives(comparison, one, other, path, below),
  )
  const findings = pairs.flatMap(([one, other]) => compareAlternatives(comparison, one, other, path, below))
  const isReplaced = pairs.length === 0 && removed.length > 0 && added.length > 0
  const acceptsAny = [...before, ...after].some(({ type }) => type === 'any')
  if (isReplaced && comparison.direction === 'response' && isSplit(removed, added)) {
    findings.push({ rule: 'type.split', path, before: describeAll(removed), after: describeAll(added) })
    findings.push(...compareAlternatives(comparison, envelopeOf(removed), envelopeOf(added), path, below))
  } else if (isReplaced && !acceptsAny) {
    findings.push({ rule: 'type.changed', path, before: describeAll(removed), after: describeAll(added) })
  } else {
    // `any` includes every other type.
    if (!after.some(({ type }) => type === 'any'))
      findings.push(...removed.map((one): Finding => ({ rule: 'type.removed', path, before: describeOne(one) })))
    if (!before.some(({ type }) => type === 'any'))
      findings.push(...added.map((one): Finding => ({ rule: 'type.added', path, after: describeOne(one) })))
  }
  if (!acceptsAny && hadNull && !hasNull) findings.push({ rule: 'null.removed', path })
  if (!acceptsAny && !hadNull && hasNull) findings.push({ rule: 'null.added', path })
  return findings
}

/** Whether one object became several variants, or the reverse: code that reads common fields still works. */
function isSplit(removed: readonly Alternative[], added: readonly Alternative[]): boolean {
  return [...removed, ...added].every(({ type }) => type === 'object') && (removed.length === 1 || added.length === 1)
}

/**
 * What code can rely on that does not distinguish the variants of an object: the fields of all variants, each with the
 * union of its schemas, required where every variant requires it. A single variant is returned unchanged.
 */
function envelopeOf(variants: readonly Alternative[]): Alternative {
  const [only, ...others] = variants
  if (only !== undefined && others.length === 0) return only
  const names = [...new Set(variants.flatMap(({ properties }) => [...properties.keys()]))]
  const properties = names.map((name): [string, Json] => [
    name,
    { anyOf: variants.flatMap((variant) => variant.properties.get(name) ?? []) },
  ])
  const required = names.filter((name) => variants.every((variant) => variant.required.has(name)))
  return { ...anything, type: 'object', properties: new Map(properties), required: new Set(required) }
}

function compareAlternatives(
  comparison: Comparison,
  before: Alternative,
  after: Alternative,
  path: string,
  below: CompareBelow,
): Finding[] {
  return [
    ...compareNames(comparison, before, after, path),
    ...compareWholeness(before, after, path),
    ...compareValues(before, after, path),
    ...compareLimits(before, after, path),
    ...(before.type === 'object' ? compareFields(comparison.direction, before, after, path, below) : []),
    ...(before.type === 'array' ? compareItems(before, after, path, below) : []),
  ]
}

function compareNames(
  { removedNames, addedNames }: Comparison,
  before: Alternative,
  after: Alternative,
  path: string,
): Finding[] {
  if (before.name === undefined || after.name === undefined || before.name === after.name) return []
  if (!removedNames.has(before.name) || !addedNames.has(after.name)) return []
  return [{ rule: 'schema.renamed', path, before: before.name, after: after.name }]
}

function compareWholeness(
  { whole: was = false }: Alternative,
  { whole: is = false }: Alternative,
  path: string,
): Finding[] {
  return was === is ? [] : [{ rule: is ? 'type.whole' : 'type.fraction', path }]
}

function compareItems(before: Alternative, after: Alternative, path: string, below: CompareBelow): Finding[] {
  const first = Array.from({ length: Math.max(before.prefix.length, after.prefix.length) }, (_, index) =>
    below({
      before: before.prefix[index] ?? before.items,
      after: after.prefix[index] ?? after.items,
      path: `${path}[${index}]`,
    }),
  )
  return [...first.flat(), ...below({ before: before.items, after: after.items, path: `${path}[]` })]
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
