import { operationRules } from './operation-rules.ts'
import type { Direction, Kind, Rating, RuleRow } from './rule.ts'
import { valueRules } from './value-rules.ts'

const matrix = { ...operationRules, ...valueRules }
type Matrix = typeof matrix

/** The name of a rule: the part of the contract, then what happened to it, as in `field.added`. */
export type RuleId = { [Part in keyof Matrix]: `${Part}.${keyof Matrix[Part] & string}` }[keyof Matrix]

/** The rule matrix by rule, in the order of the documentation. */
export const rules: ReadonlyMap<string, RuleRow> = new Map(
  Object.entries(matrix).flatMap(([part, rows]) =>
    Object.entries<RuleRow>(rows).map(([name, row]): [string, RuleRow] => [`${part}.${name}`, row]),
  ),
)

/** The kind and rating of a rule. Throws a `TypeError` for a direction in which the rule cannot occur: a defect of the caller. */
export function ruleFor(id: RuleId, direction: Direction): { readonly kind: Kind; readonly rating: Rating } {
  const [request, response, kind] = rules.get(id) ?? []
  const rating = direction === 'request' ? request : response
  if (kind === undefined || rating === undefined)
    throw new TypeError(`ruleFor(): direction must be one that rule ${id} has; got ${direction}`)
  return { kind, rating }
}
