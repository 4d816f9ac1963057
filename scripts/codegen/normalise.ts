import { isObject, type Json, type JsonObject } from './json.ts'

/** Known keys in the order a reader wants them; others follow, sorted. */
const keyOrder = [
  ...['openapi', 'info', 'jsonSchemaDialect', 'servers', 'security', 'paths', 'webhooks', 'components', 'tags'],
  ...['name', 'in', 'title', 'version', 'summary', 'description', 'operationId', 'deprecated', 'required'],
  ...['parameters', 'requestBody', 'responses', 'headers', 'content', 'schema'],
  ...['$ref', 'type', 'format', 'const', 'enum', 'default', 'anyOf', 'oneOf', 'allOf', 'items', 'properties'],
]
const rankOf = new Map(keyOrder.map((key, rank) => [key, rank]))

/** Keys whose value maps names to things: there a name that looks like a keyword is only a name. */
const nameMaps = new Set([
  ...['paths', 'webhooks', 'responses', 'content', 'headers', 'links', 'callbacks', 'encoding', 'variables', 'scopes'],
  ...['schemas', 'parameters', 'requestBodies', 'securitySchemes', 'pathItems', 'mapping'],
  ...['properties', 'patternProperties', '$defs', 'dependentSchemas', 'dependentRequired'],
])

/** Keys whose value is data, in which the order of an array means something. */
const dataKeys = new Set(['default', 'const', 'enum', 'example', 'examples', 'value'])

/** One document, one text: objects in a fixed order of keys, `required` sorted since it is a set, two spaces, a final newline. */
export function printNormalised(document: JsonObject): string {
  return `${JSON.stringify(orderKeys(document), null, 2)}\n`
}

function orderKeys(node: JsonObject): JsonObject {
  const keys = Object.keys(node).sort(byCodeUnit)
  keys.sort((a, b) => (rankOf.get(a) ?? rankOf.size) - (rankOf.get(b) ?? rankOf.size))
  return Object.fromEntries(keys.map((key) => [key, orderValue(key, node[key] ?? null)]))
}

function orderValue(key: string, value: Json): Json {
  if (dataKeys.has(key)) return orderData(value)
  if (nameMaps.has(key) && isObject(value)) {
    const names = Object.keys(value).sort(byCodeUnit)
    return Object.fromEntries(names.map((name) => [name, orderItem(value[name] ?? null)]))
  }
  if (key === 'required' && Array.isArray(value)) return [...value].sort(byCodeUnit)
  return orderItem(value)
}

function orderItem(value: Json): Json {
  if (Array.isArray(value)) return value.map(orderItem)
  return isObject(value) ? orderKeys(value) : value
}

function orderData(value: Json): Json {
  if (Array.isArray(value)) return value.map(orderData)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort(byCodeUnit)
      .map((key) => [key, orderData(value[key] ?? null)]),
  )
}

// Never localeCompare: its order depends on the machine.
function byCodeUnit(a: Json, b: Json): number {
  const [left, right] = [String(a), String(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
