import { CodegenFailure } from '../../openapi/failure.ts'
import { type Json, type JsonObject, memberOf } from '../../openapi/json.ts'
import { mapSchemas } from '../../openapi/map-schemas.ts'
import { convertExclusive, convertFormat, convertItems, convertNullable } from './convert-schema.ts'
import type { Note } from './notes.ts'

/** A document, and what was done to it. */
export interface Noted {
  readonly document: JsonObject
  readonly notes: readonly Note[]
}

/** Throws `invalidDocument` if a document is neither OpenAPI 3.1 nor 3.0. */
export function refuseOtherVersions(name: string, document: JsonObject): void {
  const version = memberOf(document, 'openapi')
  if (isVersion(version, '3.1') || isVersion(version, '3.0')) return
  const found = typeof version === 'string' ? `OpenAPI ${version}` : 'not an OpenAPI document'
  throw new CodegenFailure(
    'invalidDocument',
    `${name} is ${found} at #/openapi; export it from the backend as OpenAPI 3.1 or 3.0`,
  )
}

/**
 * The same document in OpenAPI 3.1. What 3.0 spells otherwise is converted, also where a document of 3.1 still has it:
 * `nullable`, `exclusiveMinimum: true`, lists of `items`. Of 3.0 alone, `example`, formats of bytes and the keywords
 * beside a `$ref`, which 3.0 ignores.
 */
export function convertDocument(document: JsonObject): Noted {
  const version = memberOf(document, 'openapi')
  const isOld = isVersion(version, '3.0')
  const notes: Note[] = isOld ? [{ what: `OpenAPI ${version} was converted to 3.1`, at: '#/openapi' }] : []
  const spelled = (schema: JsonObject, at: string): JsonObject => {
    const converted = convertItems(convertExclusive(convertNullable(schema)))
    if (!isOld && converted !== schema) notes.push({ what: 'a spelling of OpenAPI 3.0 was converted to 3.1', at })
    return converted
  }
  const converted = mapSchemas(document, (schema, at) =>
    isOld ? spelled(convertFormat(convertExample(onlyReference(schema, at, notes))), at) : spelled(schema, at),
  )
  return { document: isOld ? { ...converted, openapi: '3.1.0' } : converted, notes }
}

function isVersion(version: Json | undefined, minor: string): boolean {
  return typeof version === 'string' && version.startsWith(`${minor}.`) && /^\d+\.\d+\.\d+$/.test(version)
}

/** Beside a reference only its description is kept, which changes nothing. */
function onlyReference(schema: JsonObject, at: string, notes: Note[]): JsonObject {
  const { $ref: target, description, ...ignored } = schema
  if (typeof target !== 'string') return schema
  for (const key of Object.keys(ignored))
    notes.push({ what: `"${key}", which OpenAPI 3.0 ignores beside $ref, was left out`, at })
  return { $ref: target, ...(description !== undefined && { description }) }
}

function convertExample(schema: JsonObject): JsonObject {
  const { example, ...rest } = schema
  return example === undefined ? schema : { examples: [example], ...rest }
}
