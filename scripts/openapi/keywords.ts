import { isObject, type Json } from './json.ts'

const nameMaps = new Set([
  ...['paths', 'webhooks', 'responses', 'content', 'headers', 'links', 'callbacks', 'encoding', 'variables', 'scopes'],
  ...['schemas', 'parameters', 'requestBodies', 'securitySchemes', 'pathItems', 'mapping', 'examples'],
  ...['properties', 'patternProperties', '$defs', 'dependentSchemas', 'dependentRequired'],
])

const dataKeys = new Set(['default', 'const', 'enum', 'example', 'value'])

/** Whether a keyword's value maps names to things: there a name that looks like a keyword is only a name. */
export function isNameMap(key: string, value: Json): boolean {
  return nameMaps.has(key) && isObject(value)
}

/** Whether a keyword's value is data: there nothing is a keyword, and the order of an array means something. */
export function isData(key: string, value: Json): boolean {
  return dataKeys.has(key) || key.startsWith('x-') || (key === 'examples' && Array.isArray(value))
}
