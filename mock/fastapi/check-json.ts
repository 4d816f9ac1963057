import { isRecord } from '../base/json.ts'
import { at, referredTo } from './contract-at.ts'

/** A violation of a schema: a JSON Pointer into the body, and the problem there. */
export interface Violation {
  readonly pointer: string
  readonly problem: string
}

const escaped = (segment: string | number): string => String(segment).replaceAll('~', '~0').replaceAll('/', '~1')

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  null: (value) => value === null,
  array: Array.isArray,
  object: isRecord,
}

/** Keywords that do not restrict a value. */
const annotations = ['title', 'description', 'default', 'examples', 'example', 'format', 'deprecated']
const knownWords = ['$ref', 'type', 'anyOf', 'items', 'properties', 'required', 'additionalProperties', ...annotations]

/** The violations of a schema of the contract. An unsupported keyword is a violation too, so that nothing passes unchecked. */
export function checkJson(schema: unknown, value: unknown, pointer = ''): readonly Violation[] {
  if (!isRecord(schema)) return []
  if ('$ref' in schema) return checkJson(referredTo(schema), value, pointer)
  const unknown = Object.keys(schema).filter((word) => !knownWords.includes(word))
  if (unknown.length > 0) return [{ pointer, problem: `the self-check does not support ${unknown.join(', ')} yet` }]

  const { type, anyOf } = schema
  if (Array.isArray(anyOf) && !anyOf.some((each) => checkJson(each, value, pointer).length === 0)) {
    return [{ pointer, problem: `must be ${anyOf.map(nameOf).join(' or ')}; got ${shown(value)}` }]
  }
  if (typeof type === 'string' && types[type]?.(value) !== true) {
    return [{ pointer, problem: `must be of type ${type}; got ${shown(value)}` }]
  }
  if (Array.isArray(value)) return value.flatMap((item, i) => checkJson(schema['items'], item, `${pointer}/${i}`))
  return isRecord(value) ? checkObject(schema, value, pointer) : []
}

function checkObject(
  { properties, required, additionalProperties }: Record<string, unknown>,
  value: Record<string, unknown>,
  pointer: string,
): readonly Violation[] {
  const absent = (Array.isArray(required) ? required : [])
    .filter((name: string) => !Object.hasOwn(value, name))
    .map((name: string) => ({ pointer: `${pointer}/${escaped(name)}`, problem: 'is required and missing' }))
  const own = isRecord(properties) ? properties : {}
  const inner = Object.entries(value).flatMap(([name, each]) => {
    const schema = Object.hasOwn(own, name) ? own[name] : additionalProperties
    if (schema === false) return [{ pointer: `${pointer}/${escaped(name)}`, problem: 'is not a field of the contract' }]
    return checkJson(schema, each, `${pointer}/${escaped(name)}`)
  })
  return [...absent, ...inner]
}

const nameOf = (schema: unknown): string => String(at(schema, 'type') ?? at(schema, '$ref') ?? 'a schema')
/** The type of a value, never the value, which may be a secret. */
const shown = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : value === undefined ? 'nothing' : `a ${typeof value}`
