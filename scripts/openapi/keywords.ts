import { isObject, type Json } from './json.ts'

const nameMaps = new Set([
  ...['paths', 'webhooks', 'responses', 'content', 'headers', 'links', 'callbacks', 'encoding', 'variables', 'scopes'],
  ...['schemas', 'parameters', 'requestBodies', 'securitySchemes', 'pathItems', 'mapping', 'examples'],
  ...['properties', 'patternProperties', '$defs', 'dependentSchemas', 'dependentRequired'],
])

const dataKeys = new Set(['default', 'const', 'enum', 'example', 'value'])

/** Whether a keyword's value maps names to definitions: a key in it is a name, even if it looks like a keyword. */
export function isNameMap(key: string, value: Json): boolean {
  return nameMaps.has(key) && isObject(value)
}

/** Whether a keyword's value is data: no key in it is a keyword, and the order of an array matters. */
export function isData(key: string, value: Json): boolean {
  return dataKeys.has(key) || key.startsWith('x-') || (key === 'examples' && Array.isArray(value))
}
