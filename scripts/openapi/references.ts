import { isObject, type Json, type JsonObject, memberOf } from './json.ts'
import { isData, isNameMap } from './keywords.ts'

/** One reference: its target, and the JSON pointer of the place that has it. */
export interface Reference {
  readonly target: string
  readonly at: string
}

/**
 * Every reference below a value, in document order: `$ref`, the mapping of a discriminator, and the security schemes
 * that an operation names. Examples and defaults are data and have no references.
 */
export function referencesIn(value: Json | undefined, at = '#'): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, `${at}/${index}`))
  if (!isObject(value)) return []
  const target = memberOf(value, '$ref')
  const own = typeof target === 'string' ? [{ target, at }] : []
  const below = Object.entries(value).flatMap(([key, child]) => {
    const place = `${at}/${escapePointer(key)}`
    if (isData(key, child)) return []
    if (key === 'discriminator') return mappedSchemas(child, place)
    if (key === 'security') return namedSchemes(child, place)
    return isNameMap(key, child) ? referencesByName(child, place) : referencesIn(child, place)
  })
  return [...own, ...below]
}

function referencesByName(names: Json, at: string): Reference[] {
  if (!isObject(names)) return []
  return Object.entries(names).flatMap(([name, child]) => referencesIn(child, `${at}/${escapePointer(name)}`))
}

/** A mapping names a schema by reference or by its bare name. */
function mappedSchemas(discriminator: Json, at: string): Reference[] {
  const mapping = memberOf(discriminator, 'mapping')
  if (!isObject(mapping)) return []
  return Object.entries(mapping).flatMap(([value, target]) => {
    if (typeof target !== 'string') return []
    return [{ target: mappedTarget(target), at: `${at}/mapping/${escapePointer(value)}` }]
  })
}

/** The reference that a discriminator's mapping means: it may give the bare name of a schema. */
export function mappedTarget(target: string): string {
  return /^[\w.-]+$/.test(target) ? `#/components/schemas/${target}` : target
}

function namedSchemes(security: Json, at: string): Reference[] {
  if (!Array.isArray(security)) return []
  return security.flatMap((requirement, index) =>
    Object.keys(isObject(requirement) ? requirement : {}).map((name) => ({
      target: `#/components/securitySchemes/${escapePointer(name)}`,
      at: `${at}/${index}/${escapePointer(name)}`,
    })),
  )
}

/** Whether a value is a reference and nothing else. */
export function isBareReference(value: JsonObject): value is JsonObject & { readonly $ref: string } {
  if (typeof memberOf(value, '$ref') !== 'string') return false
  for (const key in value) if (key !== '$ref') return false
  return true
}

/** The target of a local reference such as `#/components/schemas/A`; undefined where it does not exist or is not local. */
export function resolveReference(document: JsonObject, target: string): Json | undefined {
  if (!target.startsWith('#/')) return undefined
  let node: Json | undefined = document
  for (const token of pointerTokens(target)) {
    node = Array.isArray(node) ? node[Number(token)] : memberOf(node, token)
  }
  return node
}

/** The targets of every reference reachable from a value, directly or through other references. */
export function reachableFrom(document: JsonObject, value: Json | undefined): Set<string> {
  const seen = new Set<string>()
  const waiting = [value]
  while (waiting.length > 0) {
    for (const { target } of referencesIn(waiting.pop())) {
      if (seen.has(target)) continue
      seen.add(target)
      waiting.push(resolveReference(document, target))
    }
  }
  return seen
}

/** The steps of a local reference from the root of the document. */
export function pointerTokens(target: string): string[] {
  return target
    .slice(2)
    .split('/')
    .map((token) => unescapePercent(token).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A key as a step of a JSON pointer. */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function unescapePercent(token: string): string {
  try {
    return decodeURIComponent(token)
  } catch {
    // Not an escape sequence: validation reports the reference as dangling.
    return token
  }
}
