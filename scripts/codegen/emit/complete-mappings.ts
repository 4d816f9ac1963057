import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { isData, isNameMap } from '../../openapi/keywords.ts'
import { isBareReference, resolveReference } from '../../openapi/references.ts'

/**
 * A contract whose discriminators name the words that their variants list themselves. Without a mapping, the generators
 * take the name of a variant's component for its word, and refuse what is on the wire. A mapping that the document has
 * stays as it is.
 */
export function completeMappings(contract: JsonObject): JsonObject {
  return completeObject(contract)

  function complete(value: Json): Json {
    if (Array.isArray(value)) return value.map(complete)
    return isObject(value) ? completeObject(value) : value
  }

  function completeObject(value: JsonObject): JsonObject {
    const entries = Object.entries(value).map(([key, child]) => {
      if (isNameMap(key, child) && isObject(child)) return [key, completeEach(child)]
      return [key, isData(key, child) ? child : complete(child)]
    })
    const whole: JsonObject = Object.fromEntries(entries)
    const mapping = mappingOf(value)
    return mapping ? { ...whole, discriminator: { ...objectIn(whole, 'discriminator'), mapping } } : whole
  }

  function completeEach(byName: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(byName).map(([name, child]) => [name, complete(child)]))
  }

  /** The mapping that a union lacks; undefined where it has one, or where a variant does not list its words. */
  function mappingOf(union: JsonObject): JsonObject | undefined {
    const discriminator = objectIn(union, 'discriminator')
    const field = memberOf(discriminator, 'propertyName')
    const variants = memberOf(union, 'oneOf') ?? memberOf(union, 'anyOf')
    if (typeof field !== 'string' || 'mapping' in discriminator || !Array.isArray(variants)) return undefined
    const found = variants.map((variant: Json) => ({ variant, words: wordsOf(variant, field) }))
    if (found.some(({ words }) => words === undefined)) return undefined
    return Object.fromEntries(
      found.flatMap(({ variant, words = [] }) => words.map((word) => [word, String(memberOf(variant, '$ref'))])),
    )
  }

  function wordsOf(variant: Json, field: string): readonly string[] | undefined {
    if (!isObject(variant) || !isBareReference(variant)) return undefined
    return wordsIn(resolveReference(contract, variant.$ref), field)
  }

  /** The words that an object, or a part of it, lists for a field. */
  function wordsIn(schema: Json | undefined, field: string, depth = 0): readonly string[] | undefined {
    if (!isObject(schema) || depth > maxDepth) return undefined
    if (typeof schema['$ref'] === 'string') return wordsIn(resolveReference(contract, schema['$ref']), field, depth + 1)
    const tag = objectIn(objectIn(schema, 'properties'), field)
    const only = memberOf(tag, 'const')
    const values = only === undefined ? memberOf(tag, 'enum') : [only]
    if (Array.isArray(values) && values.every((word) => typeof word === 'string')) return values
    const parts = memberOf(schema, 'allOf')
    const found = (Array.isArray(parts) ? parts : []).map((part: Json) => wordsIn(part, field, depth + 1))
    return found.find((words) => words !== undefined)
  }
}

/** Deeper than any chain of `allOf` and references; a circle ends there. */
const maxDepth = 20
