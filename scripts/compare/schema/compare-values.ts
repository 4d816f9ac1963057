import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Alternative } from './alternative.ts'

/** The differences between two lists of values. */
export function compareValues(
  { values: before }: Alternative,
  { values: after }: Alternative,
  path: string,
): Finding[] {
  if (before === undefined)
    return after === undefined ? [] : [{ rule: 'values.closed', path, after: list(after), come: words(after) }]
  if (after === undefined) return [{ rule: 'values.opened', path, before: list(before) }]
  const gone = without(before, after)
  const come = without(after, before)
  if (gone.length === before.length && come.length === after.length && gone.length > 0) {
    return [{ rule: 'values.changed', path, before: list(before), after: list(after), come: words(come) }]
  }
  return [
    ...(gone.length > 0 ? [{ rule: 'values.removed', path, before: list(gone) } as const] : []),
    ...(come.length > 0 ? [{ rule: 'values.added', path, after: list(come), come: words(come) } as const] : []),
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
