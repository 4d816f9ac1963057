import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import { isObject, type Json } from '../../openapi/json.ts'
import { isData, isNameMap } from '../../openapi/keywords.ts'
import { escapePointer } from '../../openapi/references.ts'

/**
 * Throws `invalidDocument` if a `pattern` is not a JavaScript regular expression. JSON Schema requires that dialect and the
 * generated schemas use it; a Python backend may write others. Only the selected part of the document is checked.
 */
export function refusePatterns(name: string, value: Json | undefined, at = '#'): void {
  if (Array.isArray(value)) value.forEach((item, index) => void refusePatterns(name, item, `${at}/${index}`))
  if (!isObject(value)) return
  for (const [key, child] of Object.entries(value)) {
    const place = `${at}/${escapePointer(key)}`
    if (isData(key, child)) continue
    if (key === 'pattern' && typeof child === 'string') refuse(name, child, place)
    else if (!isNameMap(key, child) || !isObject(child)) refusePatterns(name, child, place)
    else for (const part of Object.keys(child)) refusePatterns(name, child[part], `${place}/${escapePointer(part)}`)
  }
}

/** A pattern as the regular expression that the generated schemas hold. Throws if JavaScript cannot read it. */
export function readPattern(pattern: string): RegExp {
  return new RegExp(pattern, /\\(?:[pP]|u)\{/.test(pattern) ? 'u' : '')
}

function refuse(name: string, pattern: string, at: string): void {
  try {
    readPattern(pattern)
  } catch (cause) {
    const message = `${name} has a pattern that JavaScript cannot read at ${at} (${reasonOf(cause)}); correct the pattern`
    throw new CodegenFailure('invalidDocument', message, { cause })
  }
}
