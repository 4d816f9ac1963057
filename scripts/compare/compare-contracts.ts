import type { JsonObject } from '../openapi/json.ts'
import { listOperations, type Operation } from '../openapi/list-operations.ts'
import { compareRequests } from './operation/compare-request.ts'
import { compareResponses } from './operation/compare-responses.ts'
import { haveMatchingModels } from './operation/match-by-model.ts'
import { addressOf, idOf, matchOperations, type OperationPair } from './operation/match-operations.ts'
import { compareUsedReferences } from './operation/used-references.ts'
import { rate } from './rate.ts'
import type { Change, Finding } from './rules/change.ts'
import type { Direction } from './rules/rule.ts'
import type { Comparison } from './schema/comparison.ts'
import { sdkOperations } from './sdk/names.ts'

/**
 * What changed for callers between two contracts: operation by operation, sorted by path, request before response; empty
 * where callers see no difference. Both contracts are valid OpenAPI 3.1 documents without external references. `whole` is
 * the full document that `after` was selected from: an operation that it still has is reported as unselected, not removed.
 * Default: `after`.
 */
export function compareContracts(before: JsonObject, after: JsonObject, whole: JsonObject = after): Change[] {
  const client = clientOf([before, after])
  const references = compareUsedReferences(before, after)
  const comparison = (direction: Direction): Comparison => ({ before, after, direction, ...references })
  const [request, response] = [comparison('request'), comparison('response')]
  const { pairs, removed, added } = matchOperations(before, after, (pair) =>
    haveMatchingModels({ before, after }, pair),
  )

  const changes = [
    ...pairs.flatMap((pair) => [
      ...toChanges(client, pair.before, 'request', [...compareAddress(pair), ...compareRequests(request, pair)]),
      ...toChanges(client, pair.before, 'response', compareResponses(response, pair)),
    ]),
    ...removed.flatMap((operation) => toChanges(client, operation, 'request', [removalFrom(whole, operation)])),
    ...added.flatMap((operation) => toChanges(client, operation, 'request', [{ rule: 'operation.added', path: '' }])),
  ]
  return changes.sort((one, other) => compareText(pathOf(one), pathOf(other)))
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

function removalFrom(whole: JsonObject, operation: Operation): Finding {
  const kept = listOperations(whole).find((other) => addressOf(other) === addressOf(operation))
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
function clientOf(documents: readonly JsonObject[]): string {
  const isPortal = documents.flatMap(listOperations).some((operation) => nameOf(operation) in sdkOperations)
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
