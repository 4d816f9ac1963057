import type { Json, JsonObject } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'

/** The context of a comparison of schemas: the two documents and the direction of the values. */
export interface Comparison {
  readonly before: JsonObject
  readonly after: JsonObject
  readonly direction: Direction
  /** The component names that only `before` uses; only these can have been renamed. */
  readonly removedNames: ReadonlySet<string>
  /** The component names that only `after` uses. */
  readonly addedNames: ReadonlySet<string>
  /** The references whose content is the same in both documents, at any depth; they are not compared again. */
  readonly sameReferences: ReadonlySet<string>
}

/** Two schemas and their place in the request or response. */
export interface SchemaPair {
  readonly before: Json
  readonly after: Json
  readonly path: string
}

/** Compares nested schemas; pairs that are being compared already count as equal, so that recursion ends. */
export type CompareBelow = (pair: SchemaPair) => Finding[]
