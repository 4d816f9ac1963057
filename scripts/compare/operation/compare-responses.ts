import { type Json, type JsonObject, objectIn } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import { compareSchemas } from '../schema/compare-schema.ts'
import type { Comparison } from '../schema/comparison.ts'
import { compareMediaTypes } from './compare-media-types.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference } from './request-model.ts'

/** The differences between the responses of two operations: statuses, headers, bodies. */
export function compareResponses(comparison: Comparison, pair: OperationPair): Finding[] {
  const before = objectIn(pair.before.definition, 'responses')
  const after = objectIn(pair.after.definition, 'responses')
  const removed = Object.keys(before).filter((status) => !(status in after))
  const added = Object.keys(after).filter((status) => !(status in before))
  const moved = movedSuccess(removed, added)
  const kept = Object.keys(before).filter((status) => status in after)
  return [
    ...(moved ? [{ rule: 'status.successRenamed', path: moved[0], before: moved[0], after: moved[1] } as const] : []),
    ...removed.filter((status) => status !== moved?.[0]).map((path): Finding => ({ rule: removalRule(path), path })),
    ...added.filter((status) => status !== moved?.[1]).map((path): Finding => ({ rule: additionRule(path), path })),
    ...[...kept.map((status) => [status, status] as const), ...(moved ? [moved] : [])].flatMap(([was, is]) =>
      compareResponse(comparison, before[was], after[is], was),
    ),
  ]
}

function compareResponse(comparison: Comparison, was: Json | undefined, is: Json | undefined, path: string): Finding[] {
  const [before, after] = [dereference(comparison.before, was), dereference(comparison.after, is)]
  const [headersBefore, headersAfter] = [headersOf(comparison.before, before), headersOf(comparison.after, after)]
  return [
    ...compareSchemas(comparison, { before: headersBefore, after: headersAfter, path: `${path}.headers` }),
    ...compareMediaTypes(comparison, { before: before['content'], after: after['content'] }, path),
  ]
}

/** The headers of a response as an object schema; their names are case-insensitive. */
function headersOf(document: JsonObject, response: JsonObject): JsonObject {
  const headers = Object.entries(objectIn(response, 'headers')).map(([name, header]) => {
    const { schema = true, required } = dereference(document, header)
    return { name: name.toLowerCase(), schema, required: required === true }
  })
  return {
    type: 'object',
    properties: Object.fromEntries(headers.map(({ name, schema }) => [name, schema])),
    required: headers.filter(({ required }) => required).map(({ name }) => name),
  }
}

/** The only removed 2xx status and the only added one; undefined where there are more or fewer. */
function movedSuccess(removed: readonly string[], added: readonly string[]): readonly [string, string] | undefined {
  const [was, ...others] = removed.filter(isSuccess)
  const [is, ...rest] = added.filter(isSuccess)
  return was !== undefined && is !== undefined && others.length + rest.length === 0 ? [was, is] : undefined
}

function removalRule(status: string): Finding['rule'] {
  return isSuccess(status) ? 'status.successRemoved' : 'status.errorRemoved'
}

function additionRule(status: string): Finding['rule'] {
  return isSuccess(status) ? 'status.successAdded' : 'status.errorAdded'
}

/** Whether a status or a range such as `2XX` means success. */
export function isSuccess(status: string): boolean {
  return status.startsWith('2')
}
