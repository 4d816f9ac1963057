import { BaseResolver, createConfig, lintFromString } from '@redocly/openapi-core'
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts'
import { mapTexts } from '../../openapi/map-texts.ts'
import { resolveReference } from '../../openapi/references.ts'

/** One violation of the OpenAPI specification, and its place as a JSON pointer. */
export interface LintProblem {
  readonly pointer: string
  readonly message: string
}

const maxProblems = 10

/**
 * Redocly's rules for the specification, without the one for references, which takes a bare name in a discriminator's
 * mapping for a file. They are named, since its sets of rules differ from version to version.
 */
const rules = [
  ...['struct', 'spec-strict-refs', 'spec-components-invalid-map-name'],
  ...['no-identical-paths', 'path-declaration-must-exist', 'path-not-include-query', 'path-parameters-defined'],
  ...['operation-operationId-unique', 'operation-parameters-unique', 'no-example-value-and-externalValue'],
  ...['no-server-variables-empty-enum', 'no-undefined-server-variable'],
]

/** Reads nothing: Redocly follows references to files and to the network. */
class NoResolver extends BaseResolver {
  override loadExternalRef(): Promise<never> {
    return Promise.reject(new Error('references to other documents are not followed'))
  }
}

/** The errors that Redocly's rules for the specification find, at most ten. */
export async function lintDocument(document: JsonObject): Promise<LintProblem[]> {
  const same = (text: string): string => text
  // It takes a `$ref` in data for a reference.
  const source = JSON.stringify(maskNames(mapTexts(document, { prose: same, text: same, reference: '$data-ref' })))
  const config = await createConfig({ rules: Object.fromEntries(rules.map((rule) => [rule, 'error'])) })
  const problems = await lintFromString({ source, config, externalRefResolver: new NoResolver() })
  return problems
    .filter(({ severity }) => severity === 'error')
    .slice(0, maxProblems)
    .map(({ message, location, suggest }) => ({
      pointer: existingPointer(document, unmask(location[0]?.pointer ?? '#/')),
      message: unmask(suggest?.[0] === undefined ? message : `${message} Did you mean "${suggest[0]}"?`),
    }))
}

/** Begins a masked name. It consists of what the name of a component may consist of. */
const mark = 'codegen-masked.'

/** A document without names such as `constructor`, which Redocly finds in every object. */
function maskNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(maskNames)
  if (typeof value === 'string') return value.startsWith('#/') ? value.split('/').map(maskName).join('/') : value
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [maskName(name), maskNames(child)]))
}

function maskName(name: string): string {
  return Object.hasOwn(Object.prototype, name) ? `${mark}${name}` : name
}

function unmask(text: string): string {
  return text.replaceAll(mark, '')
}

/** Redocly may point at a missing member; returns its nearest ancestor that exists. */
function existingPointer(document: JsonObject, pointer: string): string {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'))
  return parent === '#' || parent === '' || resolveReference(document, pointer) !== undefined
    ? pointer
    : existingPointer(document, parent)
}
