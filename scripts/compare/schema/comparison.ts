import type { Finding } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'
import type { Alternative, Slot } from './alternative.ts'
import type { SchemaReader } from './schema-reader.ts'

/** Two lists of alternatives to compare. */
export interface UnionPair {
  readonly before: readonly Alternative[]
  readonly after: readonly Alternative[]
}

/** Two schemas that differ, at a place below the pair that leads to them. */
export interface Below {
  readonly pair: UnionPair
  /** The place, relative to the pair that leads here. */
  readonly path: string
  /** The component that has the place; undefined to take that of the place above. */
  readonly component?: string
}

/** What differs between two schemas: at this place, relative to it, and below. */
export type Difference = Finding | Below

/** Whether a difference is below this place. */
export function isBelow(difference: Difference): difference is Below {
  return 'pair' in difference
}

/** The context in which two schemas of one direction are compared. */
export interface SchemaContext {
  readonly direction: Direction
  readonly readers: { readonly before: SchemaReader; readonly after: SchemaReader }
  /** The class of an alternative of either document; undefined where it is not known. */
  readonly classOf: (alternative: Alternative) => number | undefined
  /** Whether two schemas accept the same values and cannot hold a component with a new name. */
  readonly isUntouched: (pair: UnionPair) => boolean
  /** Whether two schemas accept the same values. */
  readonly hasSameShape: (before: Slot, after: Slot) => boolean
  /** Whether one component may be the other one under a new name. */
  readonly isRenamed: (before: string, after: string) => boolean
}

/** Two schemas in the same place. */
export interface SlotPair {
  readonly before: Slot
  readonly after: Slot
  readonly path: string
}
