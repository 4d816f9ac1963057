import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { mappedTarget } from '../../openapi/references.ts'
import type { Alternative, Slot, Subtypes, Tag } from './alternative.ts'

/** The field by which a schema tells its variants apart; undefined without a discriminator. */
function fieldIn(schema: Json): string | undefined {
  const field = memberOf(objectIn(schema, 'discriminator'), 'propertyName')
  return typeof field === 'string' ? field : undefined
}

function mappingIn(schema: Json): readonly (readonly [word: string, target: string])[] {
  return Object.entries(objectIn(objectIn(schema, 'discriminator'), 'mapping')).flatMap(([word, target]) =>
    typeof target === 'string' ? [[word, mappedTarget(target)] as const] : [],
  )
}

/**
 * The words by which the discriminator of a union names one of its variants: those of the mapping, else none if the
 * variant's own field lists its values, else the name of its component. Undefined if the union has no discriminator.
 */
export function tagOf(
  union: JsonObject,
  variant: Alternative,
  isVariant: (target: string) => boolean,
  valuesOf: (schema: Json) => readonly Json[] | undefined,
): Tag | undefined {
  const field = fieldIn(union)
  if (field === undefined || variant.type !== 'object') return undefined
  const mapped = mappingIn(union).flatMap(([word, target]) => (isVariant(target) ? [word] : []))
  const listsOwn = valuesOf(variant.properties.get(field)?.schema ?? true) !== undefined
  const named = variant.name === undefined || listsOwn ? [] : [variant.name]
  return { field, words: mapped.length > 0 ? mapped.toSorted() : named }
}

/** The subtypes that only the mapping of a schema's discriminator leads to; undefined without any. */
export function subtypesOf(schema: JsonObject, slotOf: (target: string) => Slot): Subtypes | undefined {
  const field = fieldIn(schema)
  const mapping = mappingIn(schema)
  if (field === undefined || mapping.length === 0 || isUnion(schema)) return undefined
  return { field, byWord: new Map(mapping.map(([word, target]) => [word, slotOf(target)])) }
}

function isUnion(schema: Json): boolean {
  return isObject(schema) && (Array.isArray(schema['anyOf']) || Array.isArray(schema['oneOf']))
}
