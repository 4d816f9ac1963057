import { type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'
import type { Direction } from '../rules/rule.ts'
import type { Alternative } from '../schema/alternative.ts'
import { alternativesOf } from '../schema/alternatives.ts'
import { isSuccess } from './compare-responses.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference, mediaTypes } from './request-model.ts'

interface Documents {
  readonly before: JsonObject
  readonly after: JsonObject
}

/** The fewest fields that request and response must have for a match. */
const minFields = 2
/** The share of fields that two operations with the same last path segment must have in common. */
const minSharedFraction = 0.75

/**
 * Whether two operations may be the same one at another address: both have the same request and response components, or
 * at least two fields in request and response, all with the same names; three quarters of them if the last segment of the
 * path is the same.
 */
export function haveMatchingModels(documents: Documents, { before, after }: OperationPair): boolean {
  const was = fieldsOf(documents.before, before)
  const is = fieldsOf(documents.after, after)
  if (was.components !== undefined && was.components === is.components) return true
  if ([was.request, was.response, is.request, is.response].some((names) => names.length < minFields)) return false
  const all = new Set([...tagged(was), ...tagged(is)])
  const shared = tagged(was).filter((name) => tagged(is).includes(name)).length
  const isSameName = before.path.split('/').at(-1) === after.path.split('/').at(-1)
  return shared >= all.size * (isSameName ? minSharedFraction : 1)
}

interface Fields {
  readonly request: readonly string[]
  readonly response: readonly string[]
  /** The component names of request and response; undefined where one has no name. */
  readonly components: string | undefined
}

function tagged({ request, response }: Fields): readonly string[] {
  return [...request.map((name) => `request ${name}`), ...response.map((name) => `response ${name}`)]
}

function fieldsOf(document: JsonObject, { definition }: Operation): Fields {
  const body = dereference(document, memberOf(definition, 'requestBody'))
  const answers = Object.entries(objectIn(definition, 'responses')).filter(([status]) => isSuccess(status))
  const alternatives = (content: Json | undefined, direction: Direction): readonly Alternative[] =>
    [...mediaTypes(content).values()].flatMap((schema) => alternativesOf({ schema, document, direction }))
  const request = alternatives(body['content'], 'request')
  const response = answers.flatMap(([, answer]) => alternatives(dereference(document, answer)['content'], 'response'))
  const named = [request, response].map((models) =>
    models.every(({ name }) => name) ? models.map(({ name }) => name).join() : '',
  )
  return {
    request: namesIn(request),
    response: namesIn(response),
    components: named.every((names) => names !== '') ? named.join(' to ') : undefined,
  }
}

function namesIn(models: readonly Alternative[]): readonly string[] {
  return models.flatMap(({ properties }) => [...properties.keys()])
}
