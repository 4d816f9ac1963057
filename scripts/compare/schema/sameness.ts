import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import { type Alternative, anySlot, type Slot } from './alternative.ts'
import { type RefinedNode, refine } from './refine.ts'
import type { SchemaReader } from './schema-reader.ts'

/** Tells which alternatives of two documents accept the same values, however deep and circular they are. */
export interface Sameness {
  /** The class of a list of alternatives; undefined for a list that none of the roots leads to. */
  union(alternatives: readonly Alternative[]): number | undefined
  /** The class of an alternative; undefined as for `union`. */
  alternative(alternative: Alternative): number | undefined
}

/** A reader, and the schemas that its operations use. */
export interface Roots {
  readonly reader: SchemaReader
  readonly schemas: readonly Json[]
}

/**
 * Sorts everything that two documents accept into classes of the same. Names of components do not count, apart from those
 * that `nameOf` gives; it may give the same for several.
 */
export function findSameness(documents: readonly Roots[], nameOf: (alternative: Alternative) => string): Sameness {
  const numbers = new Map<Alternative | readonly Alternative[], number>()
  const nodes: RefinedNode[] = []
  for (const { reader, schemas } of documents) collect(reader, schemas)
  const classes = refine(nodes)
  const classOf = (item: Alternative | readonly Alternative[]): number | undefined => {
    const number = numbers.get(item)
    return number === undefined ? undefined : classes[number]
  }
  return { union: classOf, alternative: classOf }

  function collect(reader: SchemaReader, schemas: readonly Json[]): void {
    const waiting: (Alternative | readonly Alternative[])[] = []
    const visit = (item: Alternative | readonly Alternative[]): number => {
      const known = numbers.get(item)
      if (known !== undefined) return known
      numbers.set(item, numbers.size)
      waiting.push(item)
      return numbers.size - 1
    }
    const visitSlot = ({ schema }: Slot): number => visit(reader.alternativesOf(schema))
    for (const schema of schemas) visit(reader.alternativesOf(schema))
    // In the order of their numbers: what is found while the list grows is numbered after it.
    for (const item of waiting) {
      if (isUnion(item)) nodes.push({ facts: 'union', leadsTo: item.map(visit), isSet: true })
      else nodes.push({ facts: factsOf(item, nameOf(item)), leadsTo: slotsIn(item).map(visitSlot), isSet: false })
    }
  }
}

function isUnion(item: Alternative | readonly Alternative[]): item is readonly Alternative[] {
  return Array.isArray(item)
}

/** What an alternative says besides the schemas that it leads to. */
function factsOf(alternative: Alternative, name: string): string {
  const { type, whole, values, limits, required, tag, subtypes } = alternative
  return JSON.stringify([
    ...[type, name, whole === true, values === undefined ? '' : values.map(canonical).sort()],
    limits.size === 0 ? '' : canonical(Object.fromEntries(limits)),
    fieldsOf(alternative).map(([field, slot]) => [field, required.has(field) || textOf(slot)]),
    ...[tag?.field ?? '', tag?.words ?? '', subtypes?.field ?? '', [...(subtypes?.byWord.keys() ?? [])].sort()],
    [alternative.additional.schema === false, ...slotsIn(alternative).map(({ deprecated }) => deprecated)],
  ])
}

function textOf({ default: value }: Slot): string {
  return value === undefined ? 'null' : canonical(value)
}

/** The schemas that an alternative leads to, in an order that depends on names only. */
function slotsIn(alternative: Alternative): readonly Slot[] {
  const { prefix, items, additional, subtypes } = alternative
  const below = [...(subtypes?.byWord ?? [])].sort(([one], [other]) => (one < other ? -1 : 1))
  return [...fieldsOf(alternative), ...below].map(([, slot]) => slot).concat(prefix, items, additional)
}

/** The fields of an object, by name; a field that is required without being declared is one. */
function fieldsOf({ properties, required, additional }: Alternative): readonly (readonly [string, Slot])[] {
  const undeclared = [...required].filter((name) => !properties.has(name))
  const fields = [...properties, ...undeclared.map((name) => [name, additional ?? anySlot] as const)]
  return fields.sort(([one], [other]) => (one < other ? -1 : 1))
}
