import { isObject, type Json, type JsonObject } from './json.ts'
import { isData, isNameMap } from './keywords.ts'
import { escapePointer } from './references.ts'

/** Changes one schema before those within it; `at` is its JSON pointer. */
export type EditSchema = (schema: JsonObject, at: string) => JsonObject

const mapsOfSchemas = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas'])
const listsOfSchemas = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const singleSchemas = new Set([
  ...['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties', 'contains', 'propertyNames'],
  ...['not', 'if', 'then', 'else', 'contentSchema'],
])

/** A document with every schema in it changed. Examples and defaults are data. */
export function mapSchemas(document: JsonObject, edit: EditSchema): JsonObject {
  return withMembers(document, '#', (key, child, at) => mapMember(key, child, at, edit))
}

function mapMember(key: string, value: Json, at: string, edit: EditSchema): Json {
  if (isData(key, value)) return value
  if (key === 'schema') return mapSchema(value, at, edit)
  if (!isNameMap(key, value) || !isObject(value)) return mapWithin(value, at, edit)
  const each = key === 'schemas' ? mapSchema : mapWithin
  return withMembers(value, at, (_, child, place) => each(child, place, edit))
}

function mapWithin(value: Json, at: string, edit: EditSchema): Json {
  if (Array.isArray(value)) return value.map((item, index) => mapWithin(item, `${at}/${index}`, edit))
  return isObject(value) ? withMembers(value, at, (key, child, place) => mapMember(key, child, place, edit)) : value
}

function mapSchema(schema: Json, at: string, edit: EditSchema): Json {
  if (!isObject(schema)) return schema
  return withMembers(edit(schema, at), at, (key, child, place) => {
    if (singleSchemas.has(key)) return mapSchema(child, place, edit)
    if (listsOfSchemas.has(key) && Array.isArray(child)) {
      return child.map((item, index) => mapSchema(item, `${place}/${index}`, edit))
    }
    if (!mapsOfSchemas.has(key) || !isObject(child)) return child
    return withMembers(child, place, (_, item, below) => mapSchema(item, below, edit))
  })
}

type EditMember = (key: string, child: Json, at: string) => Json

function withMembers(value: JsonObject, at: string, edit: EditMember): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, edit(key, child, `${at}/${escapePointer(key)}`)]),
  )
}
