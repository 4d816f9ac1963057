import contractText from '../../../openapi.json' with { type: 'json' }
import { type Json, type JsonObject, objectIn } from '../../../scripts/openapi/json.ts'

/** The committed contract. */
export const contract: JsonObject = contractText

type Node = { [key: string]: Node } | Node[] | null | boolean | number | string

/** The JSON pointer of the schemas. */
export const schemas = '/components/schemas'

/** The path item's operation of a portal operation. */
export function operationAt(path: string): string {
  return `/paths/${`/api/v1/auth/${path}`.replaceAll('/', '~1')}/post`
}

/** A copy of a document with values put at JSON pointers; undefined removes the value. */
export function edited(document: JsonObject, edits: Readonly<Record<string, Json | undefined>>): JsonObject {
  const copy: Node = structuredClone(document) as Node
  for (const [pointer, value] of Object.entries(edits)) {
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop() ?? ''
    let node = copy
    for (const step of steps) node = child(node, step, pointer)
    if (typeof node !== 'object' || node === null || Array.isArray(node))
      throw new TypeError(`${pointer} is in no object`)
    if (value === undefined && !(last in node)) throw new TypeError(`${pointer} is not there`)
    if (value === undefined) delete node[last]
    else node[last] = structuredClone(value) as Node
  }
  return copy as JsonObject
}

function child(node: Node, step: string, pointer: string): Node {
  const found =
    typeof node === 'object' && node !== null ? (Array.isArray(node) ? node[Number(step)] : node[step]) : undefined
  if (found === undefined) throw new TypeError(`${pointer}: no member ${step}`)
  return found
}

/** A document with the paths of one tag only; unused components do not affect a comparison. */
export function withTag(document: JsonObject, tag: string): JsonObject {
  const hasTag = (item: Json): boolean =>
    Object.values(Object(item)).some((operation) => [Object(operation).tags].flat().includes(tag))
  const paths = Object.entries(objectIn(document, 'paths')).filter(([, item]) => hasTag(item))
  return { ...document, paths: Object.fromEntries(paths) }
}
