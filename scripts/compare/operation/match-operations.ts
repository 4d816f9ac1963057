import { type JsonObject, memberOf } from '../../openapi/json.ts'
import { listOperations, type Operation } from '../../openapi/list-operations.ts'

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

/**
 * Pairs operations by method and path; the remaining ones by `operationId` or its function name, then by their models. A
 * pair of the last two kinds has moved. With a second candidate on either side nothing is paired.
 */
export function matchOperations(
  before: JsonObject,
  after: JsonObject,
  haveMatchingModels: (pair: OperationPair) => boolean,
): MatchedOperations {
  const pairs: OperationPair[] = []
  let removed = listOperations(before)
  let added = listOperations(after)
  const pairBy = (alike: (one: Operation, other: Operation) => boolean): void => {
    const found = removed.flatMap((one): OperationPair[] => {
      const [only, second] = added.filter((other) => alike(one, other))
      if (only === undefined || second !== undefined) return []
      return removed.some((rival) => rival !== one && alike(rival, only)) ? [] : [{ before: one, after: only }]
    })
    pairs.push(...found)
    removed = removed.filter((one) => !found.some((pair) => pair.before === one))
    added = added.filter((other) => !found.some((pair) => pair.after === other))
  }
  pairBy((one, other) => addressOf(one) === addressOf(other))
  pairBy((one, other) => idOf(one) !== '' && idOf(one) === idOf(other))
  pairBy((one, other) => functionOf(one) !== '' && functionOf(one) === functionOf(other))
  pairBy((one, other) => one.method === other.method && haveMatchingModels({ before: one, after: other }))
  return { pairs, removed, added }
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
