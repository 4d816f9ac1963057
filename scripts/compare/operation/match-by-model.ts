import { type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'
import type { Alternative } from '../schema/alternative.ts'
import type { SchemaReader } from '../schema/schema-reader.ts'
import { isSuccess } from './compare-responses.ts'
import type { ModelMatch } from './match-operations.ts'
import { dereference, mediaTypes } from './request-model.ts'

/** A document, and the readers of its schemas. */
export interface ModelSource {
  readonly document: JsonObject
  readonly request: SchemaReader
  readonly response: SchemaReader
}

/** The fewest fields that request and response must have for a match. */
const minFields = 2
/** The share of fields that two operations with the same last path segment must have in common. */
const minSharedFraction = 0.75

interface Fields {
  readonly request: readonly string[]
  readonly response: readonly string[]
  /** Both, each with its direction. */
  readonly all: ReadonlySet<string>
  /** The component names of request and response; undefined where one has no name. */
  readonly components: string | undefined
}

/**
 * Whether two operations may be the same one at another address: both have the same request and response components, or
 * at least two fields in request and response, all with the same names; three quarters of them if the last segment of the
 * path is the same.
 */
export function createModelMatch(before: ModelSource, after: ModelSource): ModelMatch {
  const sources = { before, after }
  const known = new Map<Operation, Fields>()
  const fieldsIn = (side: keyof typeof sources, operation: Operation): Fields => {
    const fields = known.get(operation) ?? fieldsOf(sources[side], operation)
    known.set(operation, fields)
    return fields
  }
  return {
    keysOf(side, operation) {
      const { components, all } = fieldsIn(side, operation)
      const keys = [
        `fields ${[...all].sort().join()}`,
        ...(components === undefined ? [] : [`components ${components}`]),
        ...(nameOf(operation) === '' ? [] : [`name ${nameOf(operation)}`]),
      ]
      return keys.map((key) => `${operation.method} ${key}`)
    },
    isMatch(pair) {
      const [was, is] = [fieldsIn('before', pair.before), fieldsIn('after', pair.after)]
      if (was.components !== undefined && was.components === is.components) return true
      if ([was.request, was.response, is.request, is.response].some((names) => names.length < minFields)) return false
      const shared = [...was.all].filter((name) => is.all.has(name)).length
      const all = was.all.size + is.all.size - shared
      const [segment, other] = [nameOf(pair.before), nameOf(pair.after)]
      return shared >= all * (segment !== '' && segment === other ? minSharedFraction : 1)
    },
  }
}

/** The last segment of the path; empty if it is a parameter. */
function nameOf({ path }: Operation): string {
  const segment = path.split('/').at(-1) ?? ''
  return segment.startsWith('{') ? '' : segment
}

function fieldsOf({ document, ...readers }: ModelSource, { definition }: Operation): Fields {
  const body = dereference(document, memberOf(definition, 'requestBody'))
  const answers = Object.entries(objectIn(definition, 'responses')).filter(([status]) => isSuccess(status))
  const modelsIn = (content: Json | undefined, reader: SchemaReader): readonly Alternative[] =>
    [...mediaTypes(content).values()].flatMap(({ schema }) => reader.alternativesOf(schema))
  const models = {
    request: modelsIn(body['content'], readers.request),
    response: answers.flatMap(([, answer]) => modelsIn(dereference(document, answer)['content'], readers.response)),
  }
  const named = Object.values(models).map((alternatives) =>
    alternatives.every(({ name }) => name) ? alternatives.map(({ name }) => name).join() : '',
  )
  const [request, response] = [namesIn(models.request), namesIn(models.response)]
  return {
    request,
    response,
    all: new Set([...request.map((name) => `request ${name}`), ...response.map((name) => `response ${name}`)]),
    components: named.every((names) => names !== '') ? named.join(' to ') : undefined,
  }
}

function namesIn(models: readonly Alternative[]): readonly string[] {
  return models.flatMap(({ properties }) => [...properties.keys()])
}
