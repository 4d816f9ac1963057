import type { Json } from '../../openapi/json.ts'
import type { Limits } from './limits.ts'

/** The types of JSON Schema, and `any` for a schema that accepts every value. `integer` is a whole `number`. */
export type ValueType = 'any' | 'null' | 'boolean' | 'string' | 'number' | 'array' | 'object'

/** One kind of value that a schema accepts; a schema is the union of its alternatives. */
export interface Alternative {
  readonly type: ValueType
  /** The name of the component that defines it. */
  readonly name?: string | undefined
  /** The only accepted values, from `enum` or `const`; undefined where every value of the type is accepted. */
  readonly values?: readonly Json[] | undefined
  /** Whether a number must be whole. */
  readonly whole?: boolean
  readonly limits: Limits
  /** The unresolved schema of each field, so that recursive schemas end. */
  readonly properties: ReadonlyMap<string, Json>
  readonly required: ReadonlySet<string>
  /** The schema of undeclared fields; false where they are rejected. */
  readonly additional: Json
  /** The schemas of the first items. */
  readonly prefix: readonly Json[]
  /** The schema of all further items. */
  readonly items: Json
}

/** The alternative that accepts every value. */
export const anything: Alternative = {
  type: 'any',
  limits: new Map(),
  properties: new Map(),
  required: new Set(),
  additional: true,
  prefix: [],
  items: true,
}
