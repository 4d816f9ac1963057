import type { Json, JsonObject } from '../../openapi/json.ts'

/** What says something about a schema and nothing about its values. */
const annotations = ['title', 'description', 'default', 'example', 'examples', 'deprecated', 'readOnly', 'writeOnly']

const combinations = ['$ref', 'allOf', 'anyOf', 'oneOf']

/** `nullable` as a type: the same schema without it. Where a schema combines others, null is one more of them. */
export function convertNullable(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema
  if (typeof nullable !== 'boolean') return schema
  if (!nullable) return rest
  if (combinations.some((key) => Object.hasOwn(rest, key))) return orNull(rest)
  return { ...rest, ...nullInType(rest['type']), ...nullInValues(rest['enum']) }
}

function orNull(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema)
  const outside = entries.filter(([key]) => annotations.includes(key) || key.startsWith('x-'))
  const inside = entries.filter((entry) => !outside.includes(entry))
  return { ...Object.fromEntries(outside), anyOf: [onlyMember(Object.fromEntries(inside)), { type: 'null' }] }
}

/** A list of one is a way to write something beside a reference. */
function onlyMember(schema: JsonObject): Json {
  const [[, list] = [], ...others] = Object.entries(schema)
  return Array.isArray(list) && list.length === 1 && others.length === 0 ? list[0] : schema
}

function nullInType(type: Json | undefined): JsonObject {
  if (type === undefined) return {}
  const types = Array.isArray(type) ? type : [type]
  return { type: types.includes('null') ? types : [...types, 'null'] }
}

function nullInValues(values: Json | undefined): JsonObject {
  return Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}
}

/** `exclusiveMinimum: true` beside `minimum` as a number, and the same of the maximum. */
export function convertExclusive(schema: JsonObject): JsonObject {
  return convertBound(convertBound(schema, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum')
}

function convertBound(schema: JsonObject, bound: string, exclusive: string): JsonObject {
  const isExclusive = schema[exclusive]
  if (typeof isExclusive !== 'boolean') return schema
  const { [bound]: limit, [exclusive]: _, ...rest } = schema
  return { ...rest, ...(limit !== undefined && { [isExclusive ? exclusive : bound]: limit }) }
}

/** A list of `items`, as pydantic 1 writes a tuple, as `prefixItems`. */
export function convertItems(schema: JsonObject): JsonObject {
  const { items, additionalItems, ...rest } = schema
  if (!Array.isArray(items)) return schema
  return { ...rest, prefixItems: items, ...(additionalItems !== undefined && { items: additionalItems }) }
}

/** Formats that say how bytes are written, as the keywords that took their place. */
export function convertFormat(schema: JsonObject): JsonObject {
  const { format, ...rest } = schema
  if (schema['type'] !== 'string') return schema
  if (format === 'binary') return { ...rest, contentMediaType: 'application/octet-stream' }
  return format === 'byte' || format === 'base64' ? { ...rest, contentEncoding: 'base64' } : schema
}
