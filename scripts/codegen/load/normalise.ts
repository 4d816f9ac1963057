import { isObject, type Json, type JsonObject, memberOf } from '../../openapi/json.ts'
import { isData, isNameMap } from '../../openapi/keywords.ts'
import { escapeUnits, replaceInvisible } from '../../openapi/visible.ts'

/** Known keys in reading order; others follow, sorted. */
const keyOrder = [
  ...['openapi', 'info', 'jsonSchemaDialect', 'servers', 'security', 'paths', 'webhooks', 'components', 'tags'],
  ...['name', 'in', 'title', 'version', 'summary', 'description', 'operationId', 'deprecated', 'required'],
  ...['parameters', 'requestBody', 'responses', 'headers', 'content', 'schema'],
  ...['$ref', 'type', 'format', 'const', 'enum', 'default', 'anyOf', 'oneOf', 'allOf', 'items', 'properties'],
]
const rankOf = new Map(keyOrder.map((key, rank) => [key, rank]))

/** Arrays whose order has no meaning, with the sort key of their items. */
const sets: ReadonlyMap<string, (item: Json) => string> = new Map([
  ['required', String],
  ['tags', (tag: Json) => String(memberOf(tag, 'name') ?? tag)],
  ['parameters', (parameter: Json) => ['$ref', 'in', 'name'].map((key) => memberOf(parameter, key) ?? '').join(' ')],
])

/**
 * Prints a document in its only normalised form: keys in a fixed order, sets sorted, prose without trailing spaces, an
 * indent of two spaces, a final newline, and what shows nothing as an escape.
 */
export function printNormalised(document: JsonObject): string {
  return replaceInvisible(`${JSON.stringify(orderKeys(document), null, 2)}\n`, escapeUnits, '\n')
}

function orderKeys(node: JsonObject): JsonObject {
  const keys = Object.keys(node).sort(byCodeUnit)
  keys.sort((a, b) => (rankOf.get(a) ?? rankOf.size) - (rankOf.get(b) ?? rankOf.size))
  return Object.fromEntries(keys.map((key) => [key, orderValue(key, node[key] ?? null)]))
}

function orderValue(key: string, value: Json): Json {
  if (isData(key, value)) return orderData(value)
  if (isNameMap(key, value) && isObject(value)) {
    const names = Object.keys(value).sort(byCodeUnit)
    return Object.fromEntries(names.map((name) => [name, orderItem(value[name] ?? null)]))
  }
  if (typeof value === 'string' && (key === 'description' || key === 'summary')) return tidyProse(value)
  const sortKey = sets.get(key)
  if (sortKey && Array.isArray(value)) {
    return value.map(orderItem).sort((a, b) => byCodeUnit(sortKey(a), sortKey(b)))
  }
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

/** Removes what a docstring may add to prose: other line ends, trailing spaces, surrounding empty lines. */
function tidyProse(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim()
}

// Never localeCompare: its order depends on the machine.
function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
