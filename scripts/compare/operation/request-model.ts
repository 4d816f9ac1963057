import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { type Operation, readPathItem } from '../../openapi/list-operations.ts'
import { resolveReference } from '../../openapi/references.ts'

/** The values of a parameter's `in`. */
export const parameterPlaces = ['path', 'query', 'header', 'cookie'] as const

/** Parameters or headers as an object schema, so that they are compared like the fields of a body. */
export interface ParameterModel {
  readonly schema: JsonObject
  /** How each is serialised, by name. */
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

/** Every parameter of an operation, including those of its path item; one of the operation overrides one of the path item. */
export function listParameters(document: JsonObject, { path, definition }: Operation): readonly JsonObject[] {
  const shared = memberOf(readPathItem(document, objectIn(document, 'paths')[path]), 'parameters')
  const all = [shared, memberOf(definition, 'parameters')].flatMap((list) => (Array.isArray(list) ? list : []))
  const byName = all
    .map((parameter) => dereference(document, parameter))
    .map((parameter): [string, JsonObject] => [`${parameter['in']} ${nameOf(parameter)}`, parameter])
  return [...new Map(byName).values()]
}

/** The parameters of an operation in one place. */
export function parametersIn(
  document: JsonObject,
  operation: Operation,
  place: (typeof parameterPlaces)[number],
  { namesLike = operation.path, leaveOut }: ParametersOptions = {},
): ParameterModel {
  const [own, common] = [placeholdersIn(operation.path), placeholdersIn(namesLike)]
  const inPath = (name: string): string =>
    (own.length === common.length ? common[own.indexOf(name)] : undefined) ?? name
  const named = listParameters(document, operation)
    .filter((parameter) => parameter['in'] === place)
    .map((parameter): [string, JsonObject] => {
      const name = nameOf(parameter)
      return [place === 'path' ? inPath(name) : name, parameter]
    })
    .filter(([name]) => !leaveOut?.has(`${place}.${name}`))
  return modelOf(named, place)
}

/** The headers of a response. */
export function headersIn(document: JsonObject, response: JsonObject): ParameterModel {
  const named = Object.entries(objectIn(response, 'headers')).map(([name, header]): [string, JsonObject] => [
    name.toLowerCase(),
    dereference(document, header),
  ])
  return modelOf(named, 'header')
}

function modelOf(named: readonly (readonly [string, JsonObject])[], place: string): ParameterModel {
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(named.map(([name, parameter]) => [name, fieldOf(parameter)])),
      required: named.flatMap(([name, { required }]) => (required === true || place === 'path' ? [name] : [])),
    },
    styles: new Map(named.map(([name, parameter]) => [name, styleOf(parameter, place)])),
  }
}

function placeholdersIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
}

/** Header names are case-insensitive. */
function nameOf({ name, in: place }: JsonObject): string {
  return place === 'header' ? String(name).toLowerCase() : String(name)
}

/** The schema of a parameter or header; it may stand below its media type. */
export function schemaOf({ schema, content }: JsonObject): Json {
  const [media] = Object.values(isObject(content) ? content : {})
  return schema ?? memberOf(media, 'schema') ?? true
}

function fieldOf(parameter: JsonObject): Json {
  const schema = schemaOf(parameter)
  return parameter['deprecated'] === true ? { allOf: [schema], deprecated: true } : schema
}

function styleOf({ style, explode, content, allowReserved }: JsonObject, place: string): string {
  const [type] = Object.keys(isObject(content) ? content : {})
  if (type !== undefined) return mediaTypeOf(type)
  const used = style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple')
  const joined = (explode ?? used === 'form') ? 'exploded' : 'joined'
  return [used, joined, ...(allowReserved === true ? ['reserved characters allowed'] : [])].join(', ')
}

/** A media type without parameters such as `charset`. */
function mediaTypeOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase()
}

/** What a body has of each media type, without parameters such as `charset`. */
export function mediaTypes(content: Json | undefined): ReadonlyMap<string, MediaType> {
  return new Map(
    Object.entries(isObject(content) ? content : {}).map(([type, media]) => [
      mediaTypeOf(type),
      { schema: memberOf(media, 'schema') ?? true, encoding: objectIn(media, 'encoding') },
    ]),
  )
}

/** The content of a body in one media type. */
export interface MediaType {
  readonly schema: Json
  /** How the parts of a form are written, by field. */
  readonly encoding: JsonObject
}

/** How a part of a form is written, as text. */
export function encodingText(encoding: Json | undefined): string {
  const { contentType = 'by its type', style = 'form', explode = style === 'form' } = isObject(encoding) ? encoding : {}
  return `${contentType}, ${style}, ${explode === true ? 'exploded' : 'joined'}`
}
