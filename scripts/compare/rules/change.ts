import type { Direction, Kind, Rating } from './rule.ts'
import type { RuleId } from './rules.ts'

/** One row of the change report; the JSON report is an array of these. */
export interface Change {
  /** Method and path before the change; after it where the operation was added. */
  readonly operation: string
  readonly direction: Direction
  /** The place in the request (`body.email`, `query.page`) or the response (`200.tenants[].id`); empty for the operation itself. */
  readonly path: string
  readonly kind: Kind
  readonly rating: Rating
  /** The SDK names that are affected. */
  readonly sdk: readonly string[]
  /** What it means and what to do, in one or more sentences. */
  readonly hint: string
}

/** A difference between two contracts, before it is rated and explained. */
export interface Finding {
  readonly rule: RuleId
  /** The place, as in {@link Change}. */
  readonly path: string
  /** The old value as text. */
  readonly before?: string
  /** The new value as text. */
  readonly after?: string
  /** The values that were added to a list. */
  readonly added?: readonly string[]
  /** The component that contains the field. */
  readonly component?: string
  /** Whether the same schema has more places in the request or response, which are not listed. */
  readonly hasMorePlaces?: boolean
}
