import type { Json, JsonObject } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'
import type { Alternative } from './alternative.ts'
import { compareSlots } from './compare-slots.ts'
import { compareUnions } from './compare-unions.ts'
import { type Difference, isBelow, type SchemaContext, type UnionPair } from './comparison.ts'
import { listFindings } from './list-findings.ts'
import { findSameness, type Roots, type Sameness } from './sameness.ts'

/** The schemas of one direction in two documents. */
export interface SchemaComparison {
  readonly direction: Direction
  readonly before: JsonObject
  readonly after: JsonObject
  /** The differences in what two schemas accept, however they are written, and in their marks. */
  compare(pair: SchemaPair): Finding[]
  /** How many pairs of schemas were compared so far; none is compared twice. */
  countPairs(): number
}

/** Two schemas in the same place. */
interface SchemaPair {
  readonly before: Json
  readonly after: Json
  readonly path: string
}

/** The schemas that the operations of a document use in one direction. */
export interface DocumentSchemas extends Roots {
  readonly document: JsonObject
}

/** Two documents in one direction. */
export interface SchemaDocuments {
  readonly direction: Direction
  readonly before: DocumentSchemas
  readonly after: DocumentSchemas
}

/** Two documents, and which of their schemas are the same. */
export interface ReadShapes extends SchemaDocuments {
  readonly shapes: Sameness
}

/** The names of the components that only one of the two documents uses; only these can have been renamed. */
export interface UsedNames {
  readonly removed: ReadonlySet<string>
  readonly added: ReadonlySet<string>
}

/** Reads everything that two documents accept, and sorts it into classes of the same. */
export function readShapes(documents: SchemaDocuments): ReadShapes {
  return { ...documents, shapes: findSameness([documents.before, documents.after], () => '') }
}

/**
 * Compares the schemas of two documents. Circles count as equal until something differs; each pair of schemas that differ
 * is compared once.
 */
export function createSchemaComparison(
  { direction, before, after, shapes }: ReadShapes,
  { removed, added }: UsedNames,
): SchemaComparison {
  const canRename = removed.size > 0 && added.size > 0
  const renamable = ({ name = '' }: Alternative): string => (removed.has(name) || added.has(name) ? name : '')
  const named = canRename ? findSameness([before, after], renamable) : shapes
  const readers = { before: before.reader, after: after.reader }
  const areEqual = (one: number | undefined, other: number | undefined): boolean => one !== undefined && one === other
  const context: SchemaContext = {
    direction,
    readers,
    classOf: shapes.alternative,
    isUntouched: (pair) => areEqual(named.union(pair.before), named.union(pair.after)),
    hasSameShape: (was, is) =>
      areEqual(
        shapes.union(readers.before.alternativesOf(was.schema)),
        shapes.union(readers.after.alternativesOf(is.schema)),
      ),
    isRenamed: (was, is) => removed.has(was) && added.has(is),
  }
  const compared = new Map<UnionPair['before'], Map<UnionPair['after'], readonly Difference[]>>()
  let count = 0
  const differencesOf = (pair: UnionPair): readonly Difference[] => {
    const others = compared.get(pair.before) ?? new Map<UnionPair['after'], readonly Difference[]>()
    compared.set(pair.before, others)
    const known = others.get(pair.after)
    if (known) return known
    count += 1
    const differences = compareUnions(context, pair)
    others.set(pair.after, differences)
    return differences
  }
  return {
    direction,
    before: before.document,
    after: after.document,
    compare: ({ path, ...pair }) => {
      const slots = { before: readers.before.slotOf(pair.before), after: readers.after.slotOf(pair.after), path }
      return compareSlots(context, slots).flatMap((difference) =>
        isBelow(difference) ? listFindings(difference, differencesOf) : [difference],
      )
    },
    countPairs: () => count,
  }
}
