import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Direction } from '../rules/rule.ts'
import { type Alternative, anySlot, anything, type Slot, type ValueType } from './alternative.ts'
import { readLimits } from './limits.ts'
import type { Marks } from './marks.ts'

/** What the keywords of a schema need to know of its document. */
export interface Surroundings {
  readonly direction: Direction
  /** The marks of a field, also behind its references. */
  readonly marksOf: (schema: Json) => Marks
  /** A schema written out with what it refers to. */
  readonly inFull: (schema: Json) => Json
}

/** What a schema accepts by its own keywords, without references, `allOf`, `anyOf` and `oneOf`. */
export function readOwnKeywords(node: JsonObject, surroundings: Surroundings): readonly Alternative[] {
  const values = memberOf(node, 'const') === undefined ? node['enum'] : [node['const'] ?? null]
  const types = typesOf(node, Array.isArray(values) ? values : undefined)
  const nullable = node['nullable'] === true && !types.includes('null') && !types.includes('any') ? ['null'] : []
  return [...types, ...nullable].flatMap((type): Alternative[] => {
    const fitting = Array.isArray(values) ? values.filter((value) => fits(value, type)) : undefined
    if (fitting?.length === 0) return []
    const limits = readLimits(node, type, surroundings.inFull)
    const own = { ...anything, limits, values: type === 'null' ? undefined : fitting }
    if (type === 'object') return [{ ...own, type, ...fieldsOf(node, surroundings) }]
    if (type === 'array') {
      const prefix = Array.isArray(node['prefixItems']) ? node['prefixItems'] : []
      const slot = (schema: Json): Slot => slotOf(schema, surroundings)
      return [{ ...own, type, prefix: prefix.map(slot), items: slot(node['items'] ?? true) }]
    }
    if (type === 'integer') return [{ ...own, type: 'number', whole: true }]
    if (!isValueType(type)) return []
    return limits.size === 0 && fitting === undefined && type === 'any' ? [anything] : [{ ...own, type }]
  })
}

/** A schema in its place, with its marks. */
export function slotOf(schema: Json, { marksOf }: Surroundings): Slot {
  if (schema === true) return anySlot
  const marks = marksOf(schema)
  return { schema, deprecated: marks.deprecated, default: marks.default }
}

function fieldsOf(
  node: JsonObject,
  surroundings: Surroundings,
): Pick<Alternative, 'properties' | 'required' | 'hidden' | 'additional'> {
  const mark = surroundings.direction === 'request' ? 'readOnly' : 'writeOnly'
  const properties = new Map<string, Slot>()
  const hidden = new Set<string>()
  for (const [name, field] of Object.entries(objectIn(node, 'properties'))) {
    const marks = surroundings.marksOf(field)
    if (marks[mark]) hidden.add(name)
    else properties.set(name, { schema: field, deprecated: marks.deprecated, default: marks.default })
  }
  const required = Array.isArray(node['required']) ? node['required'].map(String) : []
  return {
    properties,
    required: new Set(required.filter((name) => !hidden.has(name))),
    hidden,
    additional: slotOf(node['additionalProperties'] ?? true, surroundings),
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

/** Whether a schema is a union without a condition of its own: `anyOf` or `oneOf`, and what sets no limit to the values. */
export function isPlainUnion(node: Json | undefined, surroundings: Surroundings): node is JsonObject {
  if (!isObject(node) || '$ref' in node || 'allOf' in node) return false
  if (Array.isArray(node['anyOf']) === Array.isArray(node['oneOf'])) return false
  const [only, other] = readOwnKeywords(node, surroundings)
  return only === anything && other === undefined
}
