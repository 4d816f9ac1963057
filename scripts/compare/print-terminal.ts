import type { Change } from './change.ts'
import { countChanges, groupChanges, ratings } from './group-changes.ts'

/** The report for a terminal: the worst first, without colours, since it goes into logs too. */
export function printTerminal(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No change for callers.\n'
  const sections = ratings.flatMap((rating) => {
    const groups = groupChanges(changes, rating)
    if (groups.length === 0) return []
    const lines = groups.flatMap(({ operations, direction, path, kind, sdk, hint }) => [
      '',
      ...operations.map((operation) => `  ${operation}`),
      `    ${[direction, path, kind].filter((part) => part !== '').join(' ')}`,
      `    ${sdk.join(', ')}`,
      `    ${hint}`,
    ])
    return ['', rating.toUpperCase(), ...lines]
  })
  return [`${countChanges(changes)}`, ...sections, ''].join('\n')
}
