import { isObject, type Json, type JsonObject, memberOf, objectIn } from './json.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

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
    .flatMap((path) =>
      methods.flatMap((method): Operation[] => {
        const definition = memberOf(paths[path], method)
        if (!isObject(definition)) return []
        const tags = memberOf(definition, 'tags')
        return [{ method: method.toUpperCase(), path, tags: Array.isArray(tags) ? tags : [], definition }]
      }),
    )
}
