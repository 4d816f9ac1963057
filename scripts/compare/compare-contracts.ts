import { type JsonObject, memberOf, objectIn } from '../codegen/json.ts'
import type { Operation } from '../codegen/list-operations.ts'
import { reachableFrom, referencesIn } from '../codegen/references.ts'
import type { Change, Direction, Finding } from './change.ts'
import { compareRequests } from './compare-request.ts'
import { compareResponses, hasModel } from './compare-responses.ts'
import type { Comparison } from './compare-schema.ts'
import { addressOf, matchOperations, type OperationPair } from './match-operations.ts'
import { rate } from './rate.ts'

/**
 * What changed for callers between two contracts: operation by operation, in the order of their paths, request before
 * answer. Both are valid OpenAPI 3.1 documents without references to others; empty where no caller can notice anything.
 */
export function compareContracts(before: JsonObject, after: JsonObject): Change[] {
  const [was, is] = [namesIn(before), namesIn(after)]
  const goneNames = new Set([...was].filter((name) => !is.has(name)))
  const newNames = new Set([...is].filter((name) => !was.has(name)))
  const comparison = (direction: Direction): Comparison => ({ before, after, direction, goneNames, newNames })
  const [request, response] = [comparison('request'), comparison('response')]
  const { pairs, gone, come } = matchOperations(before, after, (pair) => isSameModel(request, response, pair))

  const changes = [
    ...pairs.flatMap((pair) => [
      ...toChanges(pair.before, 'request', [...compareAddress(pair), ...compareRequests(request, pair)]),
      ...toChanges(pair.before, 'response', compareResponses(response, pair)),
    ]),
    ...gone.flatMap((operation) => toChanges(operation, 'request', [{ rule: 'operation.removed', path: '' }])),
    ...come.flatMap((operation) => toChanges(operation, 'request', [{ rule: 'operation.added', path: '' }])),
  ]
  return changes.sort((one, other) => compareText(pathOf(one), pathOf(other)))
}

function toChanges(operation: Operation, direction: Direction, findings: readonly Finding[]): Change[] {
  const seen = new Set<string>()
  return findings.flatMap((finding) => {
    // A name is told once an operation and direction, and the same place may be reached by two unions.
    const at = finding.rule === 'schema.renamed' ? '' : finding.path
    const key = JSON.stringify([finding.rule, at, finding.before, finding.after])
    if (seen.has(key)) return []
    seen.add(key)
    return [rate(operation, direction, finding)]
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

/** Whether two operations take and answer the same, and that is enough to know one by: a body of its own in both. */
function isSameModel(request: Comparison, response: Comparison, pair: OperationPair): boolean {
  const hasBody = memberOf(pair.before.definition, 'requestBody') !== undefined
  const answers = Object.values(objectIn(pair.before.definition, 'responses'))
  if (!hasBody || !answers.some(hasModel)) return false
  const findings = [...compareRequests(request, pair), ...compareResponses(response, pair)]
  return findings.every(({ rule }) => rule === 'schema.renamed')
}

/** The components that operations refer to: what else a document holds is nobody's concern. */
function namesIn(document: JsonObject): ReadonlySet<string> {
  const reachable = reachableFrom(document, document['paths'])
  return new Set([...reachable].map((target) => target.split('/').at(-1) ?? ''))
}

function pathOf({ operation }: Change): string {
  return operation.slice(operation.indexOf(' ') + 1)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
