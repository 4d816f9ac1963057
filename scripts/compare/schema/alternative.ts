import type { Json } from '../../openapi/json.ts'
import type { Limits } from './limits.ts'

/** The types of JSON Schema, and `any` for a schema that takes whatever comes. `integer` is a number with a limit. */
export type ValueType = 'any' | 'null' | 'boolean' | 'string' | 'number' | 'array' | 'object'

/** One of the kinds of values a schema takes: a schema means the union of its alternatives. */
export interface Alternative {
  readonly type: ValueType
  /** The component it comes from. */
  readonly name?: string | undefined
  /** Only these, where given: `enum` and `const` are one thing. */
  readonly values?: readonly Json[] | undefined
  /** Whether a number is whole. */
  readonly whole?: boolean
  readonly limits: Limits
  /** Schemas not looked into yet, so that a recursive one is no trouble. */
  readonly properties: ReadonlyMap<string, Json>
  readonly required: ReadonlySet<string>
  /** The schema of undeclared fields; false where there must be none. */
  readonly additional: Json
  /** The schemas of the first items. */
  readonly prefix: readonly Json[]
  /** The schema of all further items. */
  readonly items: Json
}

/** The alternative that takes everything. */
export const anything: Alternative = {
  type: 'any',
  limits: new Map(),
  properties: new Map(),
  required: new Set(),
  additional: true,
  prefix: [],
  items: true,
}
