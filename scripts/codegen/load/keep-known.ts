import type { JsonObject } from '../../openapi/json.ts'
import { mapSchemas } from '../../openapi/map-schemas.ts'
import type { Noted } from './convert.ts'
import type { Note } from './notes.ts'

/** The keywords of JSON Schema 2020-12 and of OpenAPI 3.1; `definitions` too, since references may lead there. */
const known = new Set([
  ...['$id', '$schema', '$ref', '$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', '$comment', '$defs'],
  ...['prefixItems', 'items', 'contains', 'additionalProperties', 'properties', 'patternProperties'],
  ...['dependentSchemas', 'propertyNames', 'if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'not'],
  ...['unevaluatedItems', 'unevaluatedProperties', 'type', 'enum', 'const', 'multipleOf', 'maximum'],
  ...['exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems'],
  ...['minItems', 'uniqueItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties', 'required'],
  ...['dependentRequired', 'title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples'],
  ...['format', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  ...['discriminator', 'xml', 'externalDocs', 'example', 'summary', 'definitions'],
])

/**
 * A document without the keywords in its schemas that JSON Schema does not know and therefore ignores, such as `min_items`.
 */
export function keepKnownKeywords(document: JsonObject): Noted {
  const notes: Note[] = []
  const kept = mapSchemas(document, (schema, at) => {
    const entries = Object.entries(schema)
    const [unknown, rest] = [entries.filter(([key]) => !isKnown(key)), entries.filter(([key]) => isKnown(key))]
    for (const [key] of unknown) notes.push({ what: `the unknown keyword "${key}" was left out`, at })
    return unknown.length === 0 ? schema : Object.fromEntries(rest)
  })
  return { document: kept, notes }
}

function isKnown(key: string): boolean {
  return known.has(key) || key.startsWith('x-')
}
