import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { resolveReference } from '../../openapi/references.ts'
import type { Direction } from '../rules/rule.ts'
import { type Alternative, anything, type ValueType } from './alternative.ts'
import { intersect } from './intersect.ts'
import { readLimits } from './limits.ts'
import { mergeUnion } from './merge-union.ts'

/** A schema, the document that its references point into, and the direction of its values. */
export interface Place {
  readonly schema: Json
  readonly document: JsonObject
  readonly direction: Direction
}

/** What a schema accepts, however it is written: references, `allOf`, `anyOf`, `const`, lists of types are resolved. Empty where it accepts nothing. */
export function alternativesOf({ schema, document, direction }: Place): readonly Alternative[] {
  return read(schema, [])

  function read(node: Json, within: readonly string[]): readonly Alternative[] {
    if (node === false) return []
    if (!isObject(node)) return [anything]
    return mergeUnion(parts(node, within).reduce(intersect))
  }

  /** The parts of a schema that must all accept a value: its own keywords, `$ref`, `allOf`, `anyOf` and `oneOf`. */
  function parts(node: JsonObject, within: readonly string[]): (readonly Alternative[])[] {
    const { $ref, allOf } = node
    const referred = typeof $ref === 'string' ? [follow($ref, within)] : []
    const all = Array.isArray(allOf) ? allOf.map((part) => read(part, within)) : []
    const unions = [node['anyOf'], node['oneOf']].flatMap((union) =>
      Array.isArray(union) ? [union.flatMap((part) => read(part, within))] : [],
    )
    return [ownKeywords(node, direction), ...referred, ...all, ...unions]
  }

  function follow(target: string, within: readonly string[]): readonly Alternative[] {
    // A component that refers only to itself accepts no value.
    if (within.includes(target)) return []
    const name = target.split('/').at(-1)
    const found = read(resolveReference(document, target) ?? true, [...within, target])
    return found.map((alternative) => ({ ...alternative, name: alternative.name ?? name }))
  }
}

function ownKeywords(node: JsonObject, direction: Direction): readonly Alternative[] {
  const values = memberOf(node, 'const') === undefined ? node['enum'] : [node['const'] ?? null]
  const types = typesOf(node, Array.isArray(values) ? values : undefined)
  const nullable = node['nullable'] === true && !types.includes('null') && !types.includes('any') ? ['null'] : []
  return [...types, ...nullable].flatMap((type): Alternative[] => {
    const fitting = Array.isArray(values) ? values.filter((value) => fits(value, type)) : undefined
    if (fitting?.length === 0) return []
    const own = { ...anything, limits: readLimits(node, type), values: type === 'null' ? undefined : fitting }
    if (type === 'object') return [{ ...own, type, ...fieldsOf(node, direction) }]
    if (type === 'array') {
      const prefix = Array.isArray(node['prefixItems']) ? node['prefixItems'] : []
      return [{ ...own, type, prefix, items: node['items'] ?? true }]
    }
    if (type === 'integer') return [{ ...own, type: 'number', whole: true }]
    return isValueType(type) ? [{ ...own, type }] : []
  })
}

function fieldsOf(node: JsonObject, direction: Direction): Pick<Alternative, 'properties' | 'required' | 'additional'> {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly'
  const shown = Object.entries(objectIn(node, 'properties')).filter(([, field]) => memberOf(field, hidden) !== true)
  const all = objectIn(node, 'properties')
  const required = Array.isArray(node['required']) ? node['required'].map(String) : []
  return {
    properties: new Map(shown),
    required: new Set(required.filter((name) => memberOf(memberOf(all, name), hidden) !== true)),
    additional: node['additionalProperties'] ?? true,
  }
}

/** The types that a schema declares, or those that its values or keywords imply. */
function typesOf(node: JsonObject, values: readonly Json[] | undefined): readonly string[] {
  const { type } = node
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type.map(String)
  if (values) return [...new Set(values.map(typeOfValue))]
  if (['properties', 'required', 'additionalProperties'].some((key) => key in node)) return ['object']
  if (['items', 'prefixItems', 'minItems', 'maxItems'].some((key) => key in node)) return ['array']
  return ['any']
}

function fits(value: Json, type: string): boolean {
  const own = typeOfValue(value)
  return type === 'any' || type === own || (type === 'integer' && own === 'number')
}

function typeOfValue(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function isValueType(type: string): type is ValueType {
  return ['any', 'null', 'boolean', 'string', 'number'].includes(type)
}
