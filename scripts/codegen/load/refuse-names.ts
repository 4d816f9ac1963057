import { CodegenFailure } from '../../openapi/failure.ts'
import { isObject, type Json, type JsonObject, objectIn } from '../../openapi/json.ts'
import { escapePointer } from '../../openapi/references.ts'
import { replaceInvisible } from '../../openapi/visible.ts'

/**
 * Throws `invalidDocument` if a key is `__proto__`, which JavaScript does not take as the name of a field, or if a path has
 * a line end or another character that shows nothing.
 */
export function refuseNames(name: string, document: JsonObject): void {
  refuseWithin(name, document, '#')
  for (const path of Object.keys(objectIn(document, 'paths'))) {
    if (replaceInvisible(path, () => '') === path) continue
    const what = `${name} has a path with an invisible character at #/paths/${escapePointer(path)}`
    throw new CodegenFailure('invalidDocument', `${what}; correct the path`)
  }
}

function refuseWithin(name: string, value: Json, at: string): void {
  if (Array.isArray(value)) value.forEach((item, index) => void refuseWithin(name, item, `${at}/${index}`))
  if (!isObject(value)) return
  for (const [key, child] of Object.entries(value)) {
    const place = `${at}/${escapePointer(key)}`
    if (key === '__proto__') {
      const what = `${name} has the name __proto__ at ${place}, which JavaScript gives a meaning of its own`
      throw new CodegenFailure('invalidDocument', `${what}; rename it`)
    }
    refuseWithin(name, child, place)
  }
}
