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

/** As much as two models must say before an operation can be known by them. */
const fewestFields = 2
/** How much of the fields two operations with the same last path segment must share. */
const sharedPart = 0.75

/**
 * Whether two operations may be one under another address: the same components both ways, or enough declared fields both
 * ways, and all of the same names; three quarters of them where the last segment of the path is the same.
 */
export function haveMatchingModels(documents: Documents, { before, after }: OperationPair): boolean {
  const was = fieldsOf(documents.before, before)
  const is = fieldsOf(documents.after, after)
  if (was.components !== undefined && was.components === is.components) return true
  if ([was.sent, was.got, is.sent, is.got].some((names) => names.length < fewestFields)) return false
  const all = new Set([...tagged(was), ...tagged(is)])
  const shared = tagged(was).filter((name) => tagged(is).includes(name)).length
  const isSameName = before.path.split('/').at(-1) === after.path.split('/').at(-1)
  return shared >= all.size * (isSameName ? sharedPart : 1)
}

interface Fields {
  readonly sent: readonly string[]
  readonly got: readonly string[]
  /** The names of what is sent and got, where each has one. */
  readonly components: string | undefined
}

function tagged({ sent, got }: Fields): readonly string[] {
  return [...sent.map((name) => `sent ${name}`), ...got.map((name) => `got ${name}`)]
}

function fieldsOf(document: JsonObject, { definition }: Operation): Fields {
  const body = dereference(document, memberOf(definition, 'requestBody'))
  const answers = Object.entries(objectIn(definition, 'responses')).filter(([status]) => isSuccess(status))
  const alternatives = (content: Json | undefined, direction: Direction): readonly Alternative[] =>
    [...mediaTypes(content).values()].flatMap((schema) => alternativesOf({ schema, document, direction }))
  const sent = alternatives(body['content'], 'request')
  const got = answers.flatMap(([, answer]) => alternatives(dereference(document, answer)['content'], 'response'))
  const named = [sent, got].map((models) =>
    models.every(({ name }) => name) ? models.map(({ name }) => name).join() : '',
  )
  return {
    sent: namesIn(sent),
    got: namesIn(got),
    components: named.every((names) => names !== '') ? named.join(' to ') : undefined,
  }
}

function namesIn(models: readonly Alternative[]): readonly string[] {
  return models.flatMap(({ properties }) => [...properties.keys()])
}
