import type { Finding } from '../rules/change.ts'
import type { SchemaComparison } from '../schema/compare-schema.ts'
import type { OperationPair } from './match-operations.ts'
import { type Requirement, requirementsOf, requirementsText, satisfies } from './security-model.ts'

const path = 'security'

/**
 * The differences between the security requirements of two operations, as sets: a caller that sends what one of the old
 * requirements asks for is accepted if a new one asks for the same or for less.
 */
export function compareSecurity({ before, after }: SchemaComparison, pair: OperationPair): Finding[] {
  const was = requirementsOf(before, pair.before)
  const is = requirementsOf(after, pair.after)
  const [wasFree, isFree] = [was, is].map((requirements) => requirements.some(({ size }) => size === 0))
  if (wasFree && !isFree) return [{ rule: 'security.required', path, after: requirementsText(is) }]
  if (!wasFree && isFree) return [{ rule: 'security.optional', path, before: requirementsText(was) }]
  const rejected = was.filter(({ size }) => size > 0).filter((old) => !is.some((one) => asksNoMore(old, one)))
  const added = is.filter(({ size }) => size > 0).filter((one) => !was.some((old) => asksNoMore(one, old)))
  // A requirement with more scopes or credentials beside the old one lets in nobody else.
  if (!wasFree && rejected.length === was.length) {
    const replaced = is.filter((one) => !was.some((old) => isEqual(one, old)))
    return [{ rule: 'security.changed', path, before: requirementsText(was), after: requirementsText(replaced) }]
  }
  return [
    ...rejected.map((old): Finding => ({ rule: 'security.narrowed', path, before: requirementsText([old]) })),
    ...added.map((one): Finding => ({ rule: 'security.widened', path, after: requirementsText([one]) })),
  ]
}

/** Whether credentials for the old requirement are accepted by another one that asks for something. */
function asksNoMore(old: Requirement, one: Requirement): boolean {
  return one.size > 0 && satisfies(old, one)
}

function isEqual(one: Requirement, other: Requirement): boolean {
  return satisfies(one, other) && satisfies(other, one)
}
