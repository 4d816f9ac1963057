import { isRecord } from '../base/json.ts'

/** One option: its default, what it may be, in words, and the check. */
export type Option<T> = { readonly initial: T; readonly allowed: string; accepts(value: unknown): boolean }

const wholeNumber = (initial: number, least: number, unit: string): Option<number> => ({
  initial,
  allowed: `a whole number of ${unit}, ${least} or more`,
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least,
})

/** A duration in milliseconds, one or more. */
export const durationMs = (initial: number): Option<number> => wholeNumber(initial, 1, 'milliseconds')

/** A duration in milliseconds that may be zero: none. */
export const durationMsOrZero = (initial: number): Option<number> => wholeNumber(initial, 0, 'milliseconds')

/** A duration in seconds, one or more. */
export const durationSeconds = (initial: number): Option<number> => wholeNumber(initial, 1, 'seconds')

/** How many times or of how many things, at least `least`. */
export const count = (initial: number, least = 1): Option<number> => wholeNumber(initial, least, 'items')

/** One of these numbers, or any whole number of a range. */
export const httpStatus = (initial: number, also: readonly number[], from: number, to: number): Option<number> => ({
  initial,
  allowed: `${also.join(', ')} or ${from} to ${to}`,
  accepts: (value) =>
    typeof value === 'number' && Number.isInteger(value) && (also.includes(value) || (value >= from && value <= to)),
})

/** Yes or no. */
export const flag = (initial: boolean): Option<boolean> => ({
  initial,
  allowed: 'true or false',
  accepts: (value) => typeof value === 'boolean',
})

/** A text that is not empty. */
export const text = (initial: string): Option<string> => ({
  initial,
  allowed: 'a string that is not empty',
  accepts: (value) => typeof value === 'string' && value !== '',
})

/** One of the words listed. */
export const oneOf = <const T extends string>(words: readonly T[], initial: NoInfer<T>): Option<T> => ({
  initial,
  allowed: `one of ${words.map((word) => `"${word}"`).join(', ')}`,
  accepts: (value) => words.some((word) => word === value),
})

/** A JSON object, sent as it is. */
export const jsonObject = (initial: Record<string, unknown>): Option<Record<string, unknown>> => ({
  initial,
  allowed: 'a JSON object',
  accepts: isRecord,
})
