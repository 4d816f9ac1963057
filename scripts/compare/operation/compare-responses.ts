import { type Json, objectIn } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { SchemaComparison } from '../schema/compare-schema.ts'
import { compareMediaTypes } from './compare-media-types.ts'
import { compareStyles } from './compare-styles.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference, headersIn } from './request-model.ts'

/** The differences between the responses of two operations: statuses, headers, bodies. */
export function compareResponses(schemas: SchemaComparison, pair: OperationPair): Finding[] {
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
      compareResponse(schemas, before[was], after[is], was),
    ),
  ]
}

function compareResponse(
  schemas: SchemaComparison,
  was: Json | undefined,
  is: Json | undefined,
  path: string,
): Finding[] {
  const [before, after] = [dereference(schemas.before, was), dereference(schemas.after, is)]
  const headers = { before: headersIn(schemas.before, before), after: headersIn(schemas.after, after) }
  const place = `${path}.headers`
  return [
    ...schemas.compare({ before: headers.before.schema, after: headers.after.schema, path: place }),
    ...compareStyles(headers.before.styles, headers.after.styles, place),
    ...compareMediaTypes(schemas, { before: before['content'], after: after['content'] }, path),
  ]
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
