import type { Change } from '../rules/change.ts'
import { countChanges, groupChanges, ratings } from './group-changes.ts'

/** The change report for a terminal: the worst first, without colours, since logs show it too. */
export function printTerminal(changes: readonly Change[]): string {
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
  const summary = changes.length > 0 ? countChanges(changes) : 'No change for callers'
  return [`${summary}.`, ...sections, ''].join('\n')
}
