import type { Json } from '../../openapi/json.ts'
import type { Limits } from './limits.ts'

/** The types of JSON Schema, and `any` for a schema that accepts every value. `integer` is a whole `number`. */
export type ValueType = 'any' | 'null' | 'boolean' | 'string' | 'number' | 'array' | 'object'

/** A schema in one place, with what its keywords there, or behind its references, say of the place. */
export interface Slot {
  readonly schema: Json
  readonly deprecated: boolean
  /** The default; undefined without one. */
  readonly default: Json | undefined
}

/** How a discriminator tells values apart: by the words of one field. */
export interface Tag {
  readonly field: string
  /** The words that stand for this variant; empty if its own field lists them. */
  readonly words: readonly string[]
}

/** The subtypes that only the mapping of a discriminator leads to, by word. */
export interface Subtypes {
  readonly field: string
  readonly byWord: ReadonlyMap<string, Slot>
}

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
  readonly properties: ReadonlyMap<string, Slot>
  readonly required: ReadonlySet<string>
  /** The fields that this direction does not have: `readOnly` in requests, `writeOnly` in responses. */
  readonly hidden: ReadonlySet<string>
  /** The schema of undeclared fields; false where they are rejected. */
  readonly additional: Slot
  /** The schemas of the first items. */
  readonly prefix: readonly Slot[]
  /** The schema of all further items. */
  readonly items: Slot
  readonly tag?: Tag | undefined
  readonly subtypes?: Subtypes | undefined
}

/** A place for every value. */
export const anySlot: Slot = { schema: true, deprecated: false, default: undefined }

/** The alternative that accepts every value. */
export const anything: Alternative = {
  type: 'any',
  limits: new Map(),
  properties: new Map(),
  required: new Set(),
  hidden: new Set(),
  additional: anySlot,
  prefix: [],
  items: anySlot,
}

/** Whether an alternative has no condition but its type. */
export function addsNothing(alternative: Alternative): boolean {
  const { limits, values, whole, properties, required, hidden, additional, prefix, items } = alternative
  return (
    limits.size + properties.size + required.size + hidden.size + prefix.length === 0 &&
    values === undefined &&
    whole !== true &&
    additional.schema === true &&
    items.schema === true
  )
}
