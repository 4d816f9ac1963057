import type { Json, JsonObject } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'

/** What a comparison of schemas is about: the two documents, and which way the values go. */
export interface Comparison {
  readonly before: JsonObject
  readonly after: JsonObject
  readonly direction: Direction
  /** The component names that one document uses and the other does not: only these can have been renamed. */
  readonly removedNames: ReadonlySet<string>
  readonly addedNames: ReadonlySet<string>
  /** The references that lead to the same text in both documents, and so on: nothing there need be compared. */
  readonly sameReferences: ReadonlySet<string>
}

/** Two schemas and where they stand. */
export interface SchemaPair {
  readonly before: Json
  readonly after: Json
  readonly path: string
}

/** Compares schemas further down; the pairs that are being compared already are taken as equal, so that recursion ends. */
export type CompareBelow = (pair: SchemaPair) => Finding[]
