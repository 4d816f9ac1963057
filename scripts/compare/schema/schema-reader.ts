import { isObject, type Json, type JsonObject, memberOf } from '../../openapi/json.ts'
import { isBareReference, resolveReference } from '../../openapi/references.ts'
import type { Direction } from '../rules/rule.ts'
import { type Alternative, anything, type Slot } from './alternative.ts'
import { subtypesOf, tagOf } from './discriminator.ts'
import { createFixpoint } from './fixpoint.ts'
import { createInterned, writeInFull } from './interned.ts'
import { createIntersection } from './intersect.ts'
import { createMarkReader } from './marks.ts'
import { mergeUnion } from './merge-union.ts'
import { isPlainUnion, readOwnKeywords, type Surroundings, slotOf } from './own-keywords.ts'
import { createUnionReader, type Member } from './plain-union.ts'

/** Reads the schemas of one document for one direction; each is read once. */
export interface SchemaReader {
  /**
   * What a schema accepts, however it is written: references, `allOf`, `anyOf`, `const`, lists of types are resolved. Empty
   * where it accepts nothing. Schemas that accept the same by the same alternatives have the same list.
   */
  alternativesOf(schema: Json): readonly Alternative[]
  /** A schema in its place, with its marks. */
  slotOf(schema: Json): Slot
  /** The names of the components that were read. */
  readonly names: ReadonlySet<string>
}

/** Creates the reader of a document's schemas in one direction. */
export function createSchemaReader(document: JsonObject, direction: Direction): SchemaReader {
  const targets = new Map<string, Json>()
  const nameOf = new Map<Json, string>()
  const names = new Set<string>()
  const interned = createInterned(targetOf)
  const surroundings: Surroundings = {
    direction,
    marksOf: createMarkReader(resolve),
    inFull: (schema) => writeInFull(schema, resolve),
  }
  const intersect = createIntersection(interned)
  const plainUnions = new Map<Json, readonly Json[] | undefined>()
  const membersIn = createUnionReader(plainMembersOf)
  const read = createFixpoint(readNode, [] as readonly Alternative[])

  return { alternativesOf, slotOf: (schema) => slotOf(schema, surroundings), names }

  function alternativesOf(schema: Json): readonly Alternative[] {
    return read(targetOf(schema))
  }

  /** The schema that bare references lead to; false where they lead to themselves only. */
  function targetOf(schema: Json): Json {
    return isObject(schema) && isBareReference(schema) ? resolve(schema.$ref) : schema
  }

  function resolve(target: string): Json {
    const known = targets.get(target)
    if (known !== undefined) return known
    targets.set(target, false)
    const name = target.split('/').at(-1) ?? ''
    const found = targetOf(resolveReference(document, target) ?? true)
    names.add(name)
    if (isObject(found) && !nameOf.has(found)) nameOf.set(found, name)
    targets.set(target, found)
    return found
  }

  function readNode(node: Json): readonly Alternative[] {
    if (!isObject(node)) return interned.union(node === false ? [] : [anything])
    const members = plainMembersOf(node)
    const union = members
      ? mergeUnion(membersIn(node).flatMap(readMember))
      : mergeUnion(partsOf(node).reduce(intersect))
    const subtypes = subtypesOf(node, (target) => slotOf({ $ref: target }, surroundings))
    const name = nameOf.get(node)
    return interned.union(
      union.map((alternative) =>
        interned.alternative(named(subtypes === undefined ? alternative : { ...alternative, subtypes }, name)),
      ),
    )
  }

  function plainMembersOf(node: Json): readonly Json[] | undefined {
    if (!isObject(node) || (node['anyOf'] ?? node['oneOf']) === undefined) return undefined
    if (plainUnions.has(node)) return plainUnions.get(node)
    const union = isPlainUnion(node, surroundings) ? (node['anyOf'] ?? node['oneOf']) : undefined
    const members = Array.isArray(union) ? union.map(targetOf) : undefined
    plainUnions.set(node, members)
    return members
  }

  function readMember({ schema, union }: Member): readonly Alternative[] {
    return tagged(read(schema), union, schema).map((alternative) => named(alternative, nameOf.get(union)))
  }

  function tagged(variants: readonly Alternative[], union: Json, member: Json): readonly Alternative[] {
    if (!isObject(union) || union['discriminator'] === undefined) return variants
    const isMember = (target: string): boolean => resolve(target) === member
    return variants.map((variant) => {
      const tag = tagOf(union, variant, isMember, valuesOf)
      return tag === undefined ? variant : interned.alternative({ ...variant, tag })
    })
  }

  /** The only values that a schema names itself. */
  function valuesOf(schema: Json): readonly Json[] | undefined {
    const node = targetOf(schema)
    const only = memberOf(node, 'const')
    const values = memberOf(node, 'enum')
    return only === undefined ? (Array.isArray(values) ? values : undefined) : [only]
  }

  /** The parts of a schema that must all accept a value: its own keywords, `$ref`, `allOf`, `anyOf` and `oneOf`. */
  function partsOf(node: JsonObject): (readonly Alternative[])[] {
    const { $ref, allOf } = node
    const referred = typeof $ref === 'string' ? [alternativesOf({ $ref })] : []
    const all = Array.isArray(allOf) ? allOf.map(alternativesOf) : []
    const unions = [node['anyOf'], node['oneOf']].flatMap((union) =>
      Array.isArray(union)
        ? [mergeUnion([...new Set(union.map(targetOf))].flatMap((member) => tagged(read(member), node, member)))]
        : [],
    )
    const own = readOwnKeywords(node, surroundings)
    const others = [...referred, ...all, ...unions]
    // What is joined with others is remembered by its identity.
    return others.length === 0 ? [own] : [own.map(interned.alternative), ...others]
  }
}

/** An alternative with the name of its innermost component. */
function named(alternative: Alternative, name: string | undefined): Alternative {
  return alternative.name !== undefined || name === undefined ? alternative : { ...alternative, name }
}
