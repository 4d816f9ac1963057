import { isObject, type Json, type JsonObject, memberOf, objectIn } from './json.ts'
import { resolveReference } from './references.ts'

/** The members of a path item that are operations, in the order the specification lists them. */
export const methods: readonly string[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** One operation of a document. */
export interface Operation {
  readonly method: string
  readonly path: string
  readonly tags: readonly Json[]
  readonly definition: JsonObject
}

/** Every operation of a document, sorted by path. */
export function listOperations(document: JsonObject): Operation[] {
  const paths = objectIn(document, 'paths')
  return Object.keys(paths)
    .sort()
    .flatMap((path) => {
      const item = readPathItem(document, paths[path])
      return methods.flatMap((method): Operation[] => {
        const definition = memberOf(item, method)
        if (!isObject(definition)) return []
        return [{ method: method.toUpperCase(), path, tags: tagsOf(definition), definition }]
      })
    })
}

/** A path item, merged with the one that its `$ref` points to. */
export function readPathItem(document: JsonObject, item: Json | undefined): JsonObject {
  if (!isObject(item)) return {}
  const { $ref: target, ...own } = item
  const shared = typeof target === 'string' ? resolveReference(document, target) : undefined
  return { ...(isObject(shared) ? shared : {}), ...own }
}

/** The tags of an operation; empty if they are missing. */
export function tagsOf(definition: Json | undefined): readonly Json[] {
  const tags = memberOf(definition, 'tags')
  return Array.isArray(tags) ? tags : []
}
