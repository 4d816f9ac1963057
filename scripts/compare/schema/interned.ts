import { canonical } from '../../openapi/canonical.ts'
import { isObject, type Json } from '../../openapi/json.ts'
import type { Alternative, Slot } from './alternative.ts'

/** Gives equal values one identity, so that they are compared by it. */
export interface Interned {
  /** The number of a schema, by identity. */
  idOf(schema: Json): number
  /** The one alternative with these members. */
  alternative(alternative: Alternative): Alternative
  /** The one list of these alternatives, each once. */
  union(alternatives: readonly Alternative[]): readonly Alternative[]
  /** The one `allOf` of two schemas: flat and without duplicates, so that a recursive schema has finitely many. */
  allOf(one: Json, other: Json): Json
}

/** Creates the identities of one document and one direction. `targetOf` follows bare references. */
export function createInterned(targetOf: (schema: Json) => Json): Interned {
  const ids = new Map<Json, number>()
  const alternatives = new Map<string, Alternative>()
  const numbers = new Map<Alternative, number>()
  const unions = new Map<string, readonly Alternative[]>()
  const joined = new Map<string, Json>()
  const partsOf = new Map<Json, readonly Json[]>()

  const idOf = (schema: Json): number => numberOf(ids, targetOf(schema))
  const slot = ({ schema, deprecated, default: value }: Slot): string =>
    `${idOf(schema)}${deprecated ? '!' : ''}${value === undefined ? '' : `=${canonical(value)}`}`

  return {
    idOf,
    alternative(alternative) {
      const key = keyOf(alternative, slot)
      return known(alternatives, key, () => alternative)
    },
    union(members) {
      const different = new Set(members)
      const key = [...different].map((member) => numberOf(numbers, member)).join()
      return known(unions, key, () => [...different])
    },
    allOf(one, other) {
      if (one === false || other === false) return false
      if (one === true || other === true) return one === true ? other : one
      const flat = [one, other].map(targetOf).flatMap((schema) => partsOf.get(schema) ?? [schema])
      const parts = [...new Map(flat.map((schema) => [idOf(schema), schema])).entries()].sort(([a], [b]) => a - b)
      const [first, second] = parts
      if (first !== undefined && second === undefined) return first[1]
      return known(joined, parts.map(([id]) => id).join(), () => {
        const schemas = parts.map(([, schema]) => schema)
        const schema = { allOf: schemas }
        partsOf.set(schema, schemas)
        return schema
      })
    },
  }
}

function keyOf(alternative: Alternative, slot: (of: Slot) => string): string {
  if (isPlainScalar(alternative)) return `${alternative.type} ${alternative.name ?? ''}`
  const { type, name = '', values, whole, limits, properties, required, hidden, tag, subtypes } = alternative
  const { additional, prefix, items } = alternative
  const facts = [
    ...[type, name, whole === true, values === undefined ? '' : canonical(values)],
    ...[limits.size === 0 ? '' : canonical(Object.fromEntries(limits)), slot(additional), slot(items)],
  ]
  const lists = [[...properties].map(([key, value]) => `${key}:${slot(value)}`), required, hidden, prefix.map(slot)]
  const words = [tag?.field ?? '', ...(tag?.words ?? [])]
  const below = [...(subtypes?.byWord ?? [])].map(([word, value]) => `${word}:${slot(value)}`)
  return JSON.stringify([...facts, ...lists.map((list) => [...list]), words, subtypes?.field ?? '', below])
}

function isPlainScalar({ type, values, whole, limits }: Alternative): boolean {
  return type !== 'object' && type !== 'array' && type !== 'any' && limits.size === 0 && !values && !whole
}

function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  return known(numbers, key, () => numbers.size)
}

function known<Key, Value>(values: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = values.get(key)
  if (found !== undefined) return found
  const value = create()
  values.set(key, value)
  return value
}

/** A schema written out with what it refers to; a reference within itself stays as it is written. */
export function writeInFull(schema: Json, resolve: (target: string) => Json, within: readonly string[] = []): Json {
  if (Array.isArray(schema)) return schema.map((item: Json) => writeInFull(item, resolve, within))
  if (!isObject(schema)) return schema
  const { $ref: target } = schema
  if (typeof target === 'string' && !within.includes(target))
    return writeInFull(resolve(target), resolve, [...within, target])
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, writeInFull(value, resolve, within)]))
}
