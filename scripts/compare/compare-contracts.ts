import { type JsonObject, memberOf } from '../codegen/json.ts'
import type { Operation } from '../codegen/list-operations.ts'
import type { Change, Direction, Finding } from './change.ts'
import { compareRequests } from './compare-request.ts'
import { compareResponses } from './compare-responses.ts'
import type { Comparison } from './compare-schema.ts'
import { addressOf, matchOperations, type OperationPair } from './match-operations.ts'
import { rate } from './rate.ts'
import { isTellingPair } from './telling-model.ts'
import { usedReferences } from './used-references.ts'

/**
 * What changed for callers between two contracts: operation by operation, in the order of their paths, request before
 * answer. Both are valid OpenAPI 3.1 documents without references to others; empty where no caller can notice anything.
 * `client` is what callers name the typed client of these operations; default: `auth.portal`.
 */
export function compareContracts(
  before: JsonObject,
  after: JsonObject,
  { client = 'auth.portal' }: { readonly client?: string } = {},
): Change[] {
  const references = usedReferences(before, after)
  const comparison = (direction: Direction): Comparison => ({ before, after, direction, ...references })
  const [request, response] = [comparison('request'), comparison('response')]
  const { pairs, gone, come } = matchOperations(before, after, (pair) => isTellingPair(request, response, pair))

  const changes = [
    ...pairs.flatMap((pair) => [
      ...toChanges(client, pair.before, 'request', [...compareAddress(pair), ...compareRequests(request, pair)]),
      ...toChanges(client, pair.before, 'response', compareResponses(response, pair)),
    ]),
    ...gone.flatMap((operation) => toChanges(client, operation, 'request', [{ rule: 'operation.removed', path: '' }])),
    ...come.flatMap((operation) => toChanges(client, operation, 'request', [{ rule: 'operation.added', path: '' }])),
  ]
  return changes.sort((one, other) => compareText(pathOf(one), pathOf(other)))
}

function toChanges(client: string, operation: Operation, direction: Direction, findings: readonly Finding[]): Change[] {
  const seen = new Set<string>()
  return findings.flatMap((finding) => {
    // A name is told once an operation and direction, and the same place may be reached by two unions.
    const at = finding.rule === 'schema.renamed' ? '' : finding.path
    const key = JSON.stringify([finding.rule, at, finding.before, finding.after])
    if (seen.has(key)) return []
    seen.add(key)
    return [rate(operation, direction, finding, client)]
  })
}

function compareAddress(pair: OperationPair): Finding[] {
  const { before, after } = pair
  const findings: Finding[] = []
  const [was, is] = [before, after].map(({ method, path }) => `${method} ${path}`)
  if (was !== is) {
    const rule = addressOf(before) === addressOf(after) ? 'operation.pathNames' : 'operation.moved'
    findings.push({ rule, path: '', ...(was && { before: was }), ...(is && { after: is }) })
  }
  const [wasId, isId] = [before, after].map(({ definition }) => String(memberOf(definition, 'operationId') ?? ''))
  if (wasId !== isId)
    findings.push({ rule: 'operation.id', path: '', ...(wasId && { before: wasId }), ...(isId && { after: isId }) })
  const [wasDeprecated, isDeprecated] = [before, after].map(
    ({ definition }) => memberOf(definition, 'deprecated') === true,
  )
  if (wasDeprecated !== isDeprecated) {
    findings.push({ rule: isDeprecated ? 'operation.deprecated' : 'operation.undeprecated', path: '' })
  }
  return findings
}

function pathOf({ operation }: Change): string {
  return operation.slice(operation.indexOf(' ') + 1)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
