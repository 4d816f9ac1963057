import type { JsonObject } from '../openapi/json.ts'
import { listOperations, type Operation } from '../openapi/list-operations.ts'
import { compareCallbacks, compareWebhooks } from './operation/compare-callbacks.ts'
import { compareRequests } from './operation/compare-request.ts'
import { compareResponses } from './operation/compare-responses.ts'
import { createModelMatch } from './operation/match-by-model.ts'
import { addressOf, idOf, matchOperations, type OperationPair } from './operation/match-operations.ts'
import { compareSchemasOf } from './operation/schemas-of.ts'
import { rate } from './rate.ts'
import type { Change, Finding } from './rules/change.ts'
import type { Direction } from './rules/rule.ts'
import { sdkOperations } from './sdk/names.ts'

/** What a comparison found, and what it took. */
export interface ContractComparison {
  readonly changes: Change[]
  /** How many pairs of schemas were compared. */
  readonly pairs: number
}

/**
 * What changed for callers between two contracts: operation by operation, sorted by path, request before response; empty
 * where callers see no difference. Both contracts are valid OpenAPI 3.1 documents without external references. `whole` is
 * the full document that `after` was selected from: an operation that it still has is reported as unselected, not removed.
 * Default: `after`.
 */
export function compareContracts(before: JsonObject, after: JsonObject, whole: JsonObject = after): Change[] {
  return countingComparison(before, after, whole).changes
}

/** Does what {@link compareContracts} does, and counts the pairs of schemas that it compares. */
export function countingComparison(
  before: JsonObject,
  after: JsonObject,
  whole: JsonObject = after,
): ContractComparison {
  const [was, is] = [listOperations(before), listOperations(after)]
  const client = clientOf([...was, ...is])
  const { request, response, sources } = compareSchemasOf(before, after)
  const { pairs, removed, added } = matchOperations(was, is, createModelMatch(sources.before, sources.after))
  const toRows = (operation: Operation, direction: Direction, findings: readonly Finding[]): Change[] =>
    toChanges(client, operation, direction, findings)
  const kept = removed.length === 0 ? [] : listOperations(whole)
  const keptBy = new Map(kept.map((operation) => [addressOf(operation), operation]))

  const changes = [
    ...pairs.flatMap((pair) => [
      ...toRows(pair.before, 'request', [...compareAddress(pair), ...compareRequests(request, pair)]),
      ...toRows(pair.before, 'response', compareResponses(response, pair)),
      ...toRows(pair.before, 'response', compareCallbacks({ before, after }, pair)),
    ]),
    ...removed.flatMap((operation) => toRows(operation, 'request', [removalOf(keptBy.get(addressOf(operation)))])),
    ...added.flatMap((operation) => toRows(operation, 'request', [{ rule: 'operation.added', path: '' }])),
    ...compareWebhooks({ before, after }).flatMap(({ operation, findings }) => toRows(operation, 'response', findings)),
  ]
  return {
    changes: changes.sort((one, other) => compareText(pathOf(one), pathOf(other))),
    pairs: request.countPairs() + response.countPairs(),
  }
}

function toChanges(client: string, operation: Operation, direction: Direction, findings: readonly Finding[]): Change[] {
  const seen = new Set<string>()
  return findings.flatMap((finding) => {
    // A renamed type is reported once per operation and direction; two unions may reach the same place.
    const at = finding.rule === 'schema.renamed' ? '' : finding.path
    const key = JSON.stringify([finding.rule, at, finding.before, finding.after])
    if (seen.has(key)) return []
    seen.add(key)
    return [rate(operation, direction, finding, client)]
  })
}

/** How the removal of an operation is reported; `kept` is the operation in the whole document. */
function removalOf(kept: Operation | undefined): Finding {
  if (!kept) return { rule: 'operation.removed', path: '' }
  const byTags = kept.tags.map((tag) => `--tag "${tag}"`)
  const options = [...byTags, ...(idOf(kept) === '' ? [] : [`--operation ${idOf(kept)}`])]
  return { rule: 'operation.unselected', path: '', after: options.join(' or ') }
}

function compareAddress({ before, after }: OperationPair): Finding[] {
  const findings: Finding[] = []
  if (nameOf(before) !== nameOf(after)) {
    const rule = addressOf(before) === addressOf(after) ? 'operation.pathNames' : 'operation.moved'
    findings.push({ rule, path: '', before: nameOf(before), after: nameOf(after) })
  }
  if (idOf(before) !== idOf(after)) {
    findings.push({ rule: 'operation.id', path: '', before: idOf(before), after: idOf(after) })
  }
  const isDeprecated = after.definition['deprecated'] === true
  if ((before.definition['deprecated'] === true) !== isDeprecated) {
    findings.push({ rule: isDeprecated ? 'operation.deprecated' : 'operation.undeprecated', path: '' })
  }
  return findings
}

/** The typed client that reaches every operation: the bare client of the SDK, or one made for another contract. */
function clientOf(operations: readonly Operation[]): string {
  const isPortal = operations.some((operation) => nameOf(operation) in sdkOperations)
  return isPortal ? 'createPortalClient(auth)' : 'createApiClient<paths>(auth)'
}

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`
}

function pathOf({ operation }: Change): string {
  return operation.slice(operation.indexOf(' ') + 1)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
