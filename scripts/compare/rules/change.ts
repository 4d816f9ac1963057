import type { Direction, Kind, Rating } from './rule.ts'
import type { RuleId } from './rules.ts'

/** One row of the report. */
export interface Change {
  /** Method and path, as they were; as they are, where the operation is new. */
  readonly operation: string
  readonly direction: Direction
  /** Where in the request (`body.email`, `query.page`) or the answer (`200.tenants[].id`); empty for the operation itself. */
  readonly path: string
  readonly kind: Kind
  readonly rating: Rating
  /** The names of the SDK through which a caller meets it. */
  readonly sdk: readonly string[]
  /** What it means and what to do. */
  readonly hint: string
}

/** A difference that a rule names, before it is rated and put in a caller's words. */
export interface Finding {
  readonly rule: RuleId
  /** Relative to where it was looked for, as in {@link Change}. */
  readonly path: string
  /** What was there, for a reader. */
  readonly before?: string
  /** What is there now, for a reader. */
  readonly after?: string
  /** The values that are new in a list. */
  readonly added?: readonly string[]
  /** The component whose field it is about. */
  readonly component?: string
}
