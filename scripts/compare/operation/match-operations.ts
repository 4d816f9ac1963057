import { memberOf } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'

/** One operation in both contracts. */
export interface OperationPair {
  readonly before: Operation
  readonly after: Operation
}

/** The operations that both contracts have, and those that were removed or added. */
export interface MatchedOperations {
  readonly pairs: readonly OperationPair[]
  readonly removed: readonly Operation[]
  readonly added: readonly Operation[]
}

/** Decides whether two operations at different addresses have the same models. */
export interface ModelMatch {
  /** Texts of which two operations with the same models share one. */
  keysOf(side: keyof OperationPair, operation: Operation): readonly string[]
  isMatch(pair: OperationPair): boolean
}

/**
 * Pairs operations by method and path; the remaining ones by `operationId` or its function name, then by their models. A
 * pair of the last two kinds has moved. With a second candidate on either side nothing is paired.
 */
export function matchOperations(
  before: readonly Operation[],
  after: readonly Operation[],
  models: ModelMatch,
): MatchedOperations {
  const pairs: OperationPair[] = []
  let [removed, added] = [before, after]
  const sameKey = (keyOf: (operation: Operation) => string): ModelMatch => ({
    keysOf: (_side, operation) => (keyOf(operation) === '' ? [] : [keyOf(operation)]),
    isMatch: () => true,
  })
  for (const match of [sameKey(addressOf), sameKey(idOf), sameKey(functionOf), models]) {
    const found = findPairs(removed, added, match)
    pairs.push(...found)
    const taken = new Set(found.flatMap((pair) => [pair.before, pair.after]))
    removed = removed.filter((operation) => !taken.has(operation))
    added = added.filter((operation) => !taken.has(operation))
  }
  return { pairs, removed, added }
}

/** The pairs that match, without those of which either one has a second candidate. */
function findPairs(before: readonly Operation[], after: readonly Operation[], match: ModelMatch): OperationPair[] {
  const byKey = new Map<string, Operation[]>()
  for (const operation of after) {
    for (const key of match.keysOf('after', operation)) {
      const group = byKey.get(key)
      if (group) group.push(operation)
      else byKey.set(key, [operation])
    }
  }
  const rivals = new Map<Operation, number>()
  const found = before.flatMap((operation): OperationPair[] => {
    const candidates = new Set(match.keysOf('before', operation).flatMap((key) => byKey.get(key) ?? []))
    const matching = [...candidates].filter((other) => match.isMatch({ before: operation, after: other }))
    for (const other of matching) rivals.set(other, (rivals.get(other) ?? 0) + 1)
    const [only, second] = matching
    return only === undefined || second !== undefined ? [] : [{ before: operation, after: only }]
  })
  return found.filter(({ after: other }) => rivals.get(other) === 1)
}

/** Method and path without the names of path parameters, which do not matter to a server. */
export function addressOf({ method, path }: Operation): string {
  return `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`
}

/** `operationId` without the address that FastAPI appends to the function name. */
function functionOf(operation: Operation): string {
  const { method, path } = operation
  const id = idOf(operation)
  const address = `${path.replaceAll(/\W/g, '_')}_${method.toLowerCase()}`
  return id.endsWith(address) ? id.slice(0, -address.length) : id
}

/** The `operationId`; empty if it is missing. */
export function idOf({ definition }: Operation): string {
  return String(memberOf(definition, 'operationId') ?? '')
}
