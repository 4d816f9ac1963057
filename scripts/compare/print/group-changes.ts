import { shorten, visible } from '../../openapi/visible.ts'
import type { Change } from '../rules/change.ts'
import type { Rating } from '../rules/rule.ts'

/** The ratings, the worst first. */
export const ratings: readonly Rating[] = ['breaking', 'risky', 'safe']

/** Changes that differ only in their operation, reported once: a shared model changes for every operation that uses it. */
export interface ChangeGroup extends Omit<Change, 'operation'> {
  readonly operations: readonly string[]
}

/** The changes of one rating, grouped across operations. */
export function groupChanges(changes: readonly Change[], rating: Rating): readonly ChangeGroup[] {
  const groups = new Map<string, Omit<Change, 'operation'> & { readonly operations: string[] }>()
  for (const { operation, ...change } of changes.filter((candidate) => candidate.rating === rating)) {
    const key = JSON.stringify(change)
    const group = groups.get(key)
    if (group) group.operations.push(operation)
    else groups.set(key, { ...change, operations: [operation] })
  }
  return [...groups.values()].map(shown)
}

const longestName = 300
const longestHint = 1000

/** Texts that quote a document, on one line each, and not longer than a reader wants. */
function shown(group: ChangeGroup): ChangeGroup {
  const name = (text: string): string => shorten(visible(text), longestName)
  const { operations, path, sdk, hint } = group
  return {
    ...group,
    operations: operations.map(name),
    path: name(path),
    sdk: sdk.map(name),
    hint: shorten(visible(hint.replaceAll(/\s+/g, ' ')), longestHint),
  }
}

/** The number of changes by rating, as in `2 breaking, 1 risky, 0 safe`. */
export function countChanges(changes: readonly Change[]): string {
  return ratings.map((rating) => `${changes.filter((change) => change.rating === rating).length} ${rating}`).join(', ')
}
