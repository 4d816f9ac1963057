import { isObject, type Json, type JsonObject, memberOf } from './json.ts'

/** One `$ref`: its text, and the JSON pointer of the object that holds it. */
export interface Reference {
  readonly target: string
  readonly at: string
}

/** Every `$ref` below a value, in document order. */
export function referencesIn(value: Json | undefined, at = '#'): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, `${at}/${index}`))
  if (!isObject(value)) return []
  const target = memberOf(value, '$ref')
  const own = typeof target === 'string' ? [{ target, at }] : []
  const below = Object.entries(value).flatMap(([key, child]) => referencesIn(child, `${at}/${escapePointer(key)}`))
  return [...own, ...below]
}

/** What a local reference such as `#/components/schemas/A` points at; undefined where there is nothing, or it is not local. */
export function resolveReference(document: JsonObject, target: string): Json | undefined {
  if (!target.startsWith('#/')) return undefined
  let node: Json | undefined = document
  for (const token of target.slice(2).split('/').map(unescapePointer)) {
    node = Array.isArray(node) ? node[Number(token)] : memberOf(node, token)
  }
  return node
}

/** Every reference reachable from a value, following references as far as they go. */
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

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function unescapePointer(token: string): string {
  return decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')
}
