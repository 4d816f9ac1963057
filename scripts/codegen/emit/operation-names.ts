import { CodegenFailure } from '../../openapi/failure.ts'
import type { JsonObject } from '../../openapi/json.ts'
import { listOperations, type Operation } from '../../openapi/list-operations.ts'

/** The naming schemes from the shortest to the longest; the next one is used if a name is not unique. */
const namings: readonly ((operation: Operation) => string)[] = [
  ({ path }) => path.split('/').findLast(isLiteral) ?? '',
  ({ method, path }) => camelCase([method, path.split('/').findLast(isLiteral) ?? '']),
  ({ method, path }) => camelCase([method, path]),
]

/**
 * A short name for every operation: the last segment of its path that is not a parameter (`verify`); if several share it,
 * method and segment (`getMe`, `patchMe`); if several share that too, method and path (`postApiV1AdminAuthLogin`). Throws
 * `invalidDocument` if two names are still the same.
 */
export function nameOperations(contract: JsonObject): ReadonlyMap<string, Operation> {
  const named = new Map<string, Operation>()
  let unnamed = listOperations(contract)
  for (const naming of namings) {
    const groups = Map.groupBy(unnamed, naming)
    unnamed = []
    for (const [name, sharing] of groups) {
      const [operation, ...others] = sharing
      if (operation && others.length === 0 && name !== '' && !named.has(name)) named.set(name, operation)
      else unnamed.push(...sharing)
    }
  }
  if (unnamed.length > 0) {
    const all = unnamed.map(({ method, path }) => `${method} ${path}`).join(' and ')
    throw new CodegenFailure('invalidDocument', `${all} get the same short name; change one of the paths`)
  }
  return new Map([...named].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isLiteral(segment: string): boolean {
  return segment !== '' && !segment.startsWith('{')
}

function camelCase(parts: readonly string[]): string {
  const words = parts.flatMap((part) => part.split(/[^A-Za-z\d]+/)).filter((word) => word !== '')
  return words
    .map((word, index) => (index === 0 ? word.toLowerCase() : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`))
    .join('')
}
