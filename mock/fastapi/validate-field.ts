import { readEmail } from '../email/email-format.ts'
import type { FieldRule } from './request-schemas.ts'

/** An entry in the `detail` of a 422, in Pydantic's form. */
export interface ValidationItem {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** A value for the endpoint, or the validation error. */
export type Checked =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly item: ValidationItem }

type Where = readonly (string | number)[]

const wrong = (loc: Where, type: string, msg: string, input: unknown, ctx?: ValidationItem['ctx']): Checked => ({
  ok: false,
  item: { type, loc, msg, input, ...(ctx === undefined ? {} : { ctx }) },
})

/** The error for a missing required value. `input` is the object that lacks it. */
export function missing(loc: Where, input: unknown): ValidationItem {
  return { type: 'missing', loc, msg: 'Field required', input }
}

function checkString(rule: FieldRule, loc: Where, value: unknown): Checked {
  if (typeof value !== 'string') return wrong(loc, 'string_type', 'Input should be a valid string', value)
  if (!rule.isEmail) return { ok: true, value }
  const read = readEmail(value)
  if ('email' in read) return { ok: true, value: read.email }
  const reason = read.problem
  return wrong(loc, 'value_error', `value is not a valid email address: ${reason}`, value, { reason })
}

const trueWords = ['1', 'on', 't', 'true', 'y', 'yes']
const falseWords = ['0', 'off', 'f', 'false', 'n', 'no']

/** Pydantic's lax booleans: some words and the numbers 0 and 1. It does not read a number of more than 64 bits. */
function checkBoolean(loc: Where, value: unknown): Checked {
  if (typeof value === 'boolean') return { ok: true, value }
  const word = String(value).toLowerCase()
  if (
    typeof value === 'string' ||
    (Number.isInteger(value) && Number(value) >= -(2 ** 63) && Number(value) < 2 ** 63)
  ) {
    if (trueWords.includes(word)) return { ok: true, value: true }
    if (falseWords.includes(word)) return { ok: true, value: false }
    return wrong(loc, 'bool_parsing', 'Input should be a valid boolean, unable to interpret input', value)
  }
  return wrong(loc, 'bool_type', 'Input should be a valid boolean', value)
}

/** Checks a value that is present. */
export function checkField(rule: FieldRule, loc: Where, value: unknown): Checked {
  if (value === null && rule.isNullable) return { ok: true, value }
  return rule.type === 'string' ? checkString(rule, loc, value) : checkBoolean(loc, value)
}
