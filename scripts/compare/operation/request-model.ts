import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'
import { resolveReference } from '../../openapi/references.ts'

/** The values of a parameter's `in`. */
export const parameterPlaces = ['path', 'query', 'header', 'cookie'] as const

/** The parameters of one place as an object schema, so that they are compared like the fields of a body. */
export interface ParameterModel {
  readonly schema: JsonObject
  /** The serialisation of each parameter, by name. */
  readonly styles: ReadonlyMap<string, string>
}

/** An object after following its reference; empty if it is missing. */
export function dereference(document: JsonObject, value: Json | undefined): JsonObject {
  const target = memberOf(value, '$ref')
  const found = typeof target === 'string' ? resolveReference(document, target) : value
  return isObject(found) ? found : {}
}

/** Options of {@link parametersIn}. */
export interface ParametersOptions {
  /** A path whose parameter names are used, since the names do not matter to a server. Default: the path of the operation. */
  readonly namesLike?: string
  /** Parameters to skip, as in `header.authorization`. Default: none. */
  readonly leaveOut?: ReadonlySet<string>
}

/** The parameters of an operation in one place, including those of its path item. */
export function parametersIn(
  document: JsonObject,
  { path, definition }: Operation,
  place: (typeof parameterPlaces)[number],
  { namesLike = path, leaveOut }: ParametersOptions = {},
): ParameterModel {
  const shared = memberOf(dereference(document, objectIn(document, 'paths')[path]), 'parameters')
  const all = [shared, memberOf(definition, 'parameters')].flatMap((list) => (Array.isArray(list) ? list : []))
  const [own, common] = [placeholdersIn(path), placeholdersIn(namesLike)]
  const inPath = (name: string): string =>
    (own.length === common.length ? common[own.indexOf(name)] : undefined) ?? name
  // A parameter of the operation overrides one of the path item.
  const byName = new Map(
    all
      .map((parameter) => dereference(document, parameter))
      .filter((parameter) => parameter['in'] === place)
      .map((parameter): [string, JsonObject] => [nameOf(parameter, place, inPath), parameter])
      .filter(([name]) => !leaveOut?.has(`${place}.${name}`)),
  )
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries([...byName].map(([name, parameter]) => [name, fieldOf(parameter)])),
      required: [...byName].flatMap(([name, { required }]) => (required === true || place === 'path' ? [name] : [])),
    },
    styles: new Map([...byName].map(([name, parameter]) => [name, styleOf(parameter, place)])),
  }
}

function placeholdersIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
}

/** Header names are case-insensitive. */
function nameOf({ name }: JsonObject, place: string, inPath: (name: string) => string): string {
  if (place === 'path') return inPath(String(name))
  return place === 'header' ? String(name).toLowerCase() : String(name)
}

function fieldOf({ schema, content, deprecated }: JsonObject): Json {
  const [media] = Object.values(isObject(content) ? content : {})
  const field = schema ?? memberOf(media, 'schema') ?? true
  if (deprecated !== true) return field
  return isObject(field) ? { ...field, deprecated } : { deprecated }
}

function styleOf({ style, explode }: JsonObject, place: string): string {
  const used = style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple')
  return `${used}, ${(explode ?? used === 'form') ? 'exploded' : 'joined'}`
}

/** Schemas by media type, without parameters such as `charset`. */
export function mediaTypes(content: Json | undefined): ReadonlyMap<string, Json> {
  return new Map(
    Object.entries(isObject(content) ? content : {}).map(([type, media]) => [
      (type.split(';')[0] ?? '').trim().toLowerCase(),
      memberOf(media, 'schema') ?? true,
    ]),
  )
}
