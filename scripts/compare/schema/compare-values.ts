import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'

/** The differences between two lists of values at a place; undefined stands for any value. */
export function compareValues(
  before: readonly Json[] | undefined,
  after: readonly Json[] | undefined,
  path: string,
): Finding[] {
  if (before === undefined)
    return after === undefined ? [] : [{ rule: 'values.closed', path, after: list(after), added: words(after) }]
  if (after === undefined) return [{ rule: 'values.opened', path, before: list(before) }]
  const removed = without(before, after)
  const added = without(after, before)
  if (removed.length === before.length && added.length === after.length && removed.length > 0) {
    return [{ rule: 'values.changed', path, before: list(before), after: list(after), added: words(added) }]
  }
  return [
    ...(removed.length > 0 ? [{ rule: 'values.removed', path, before: list(removed) } as const] : []),
    ...(added.length > 0 ? [{ rule: 'values.added', path, after: list(added), added: words(added) } as const] : []),
  ]
}

function without(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  const known = new Set(others.map(canonical))
  return values.filter((value) => !known.has(canonical(value)))
}

function words(values: readonly Json[]): readonly string[] {
  return values.map((value) => (typeof value === 'string' ? value : canonical(value)))
}

function list(values: readonly Json[]): string {
  return words(values).join(', ')
}
