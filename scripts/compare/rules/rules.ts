import { operationRules } from './operation-rules.ts'
import type { Direction, Kind, Rating, RuleRow } from './rule.ts'
import { valueRules } from './value-rules.ts'

const matrix = { ...operationRules, ...valueRules }
type Matrix = typeof matrix

/** The name of a rule: what is concerned, then what happened to it. */
export type RuleId = { [Part in keyof Matrix]: `${Part}.${keyof Matrix[Part] & string}` }[keyof Matrix]

/** The rule matrix, in the order of the documentation. */
export const rules: ReadonlyMap<string, RuleRow> = new Map(
  Object.entries(matrix).flatMap(([part, rows]) =>
    Object.entries<RuleRow>(rows).map(([name, row]): [string, RuleRow] => [`${part}.${name}`, row]),
  ),
)

/** What a rule says; throws a `TypeError` for a direction that the rule does not know, which is a defect here. */
export function ruleFor(id: RuleId, direction: Direction): { readonly kind: Kind; readonly rating: Rating } {
  const [request, response, kind] = rules.get(id) ?? []
  const rating = direction === 'request' ? request : response
  if (kind === undefined || rating === undefined)
    throw new TypeError(`compare: rule ${id} does not know a ${direction}`)
  return { kind, rating }
}
