import { isJson, isRecord } from '../base/json.ts'

/** One option: its default, what it may be, in words, and the check. */
export interface Option<T> {
  readonly initial: T
  readonly allowed: string
  accepts(value: unknown): boolean
}

/** A hundred years: longer than any duration that is meant, and no sum with an instant leaves what a `Date` can hold. */
const longestMs = 3_155_760_000_000

const wholeNumber = (initial: number, least: number, most: number, unit: string): Option<number> => ({
  initial,
  allowed: `a whole number of ${unit}, ${least} to ${most}`,
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most,
})

/** A duration in milliseconds, one or more. */
export const durationMs = (initial: number): Option<number> => wholeNumber(initial, 1, longestMs, 'milliseconds')

/** A duration in milliseconds that may be zero: none. */
export const durationMsOrZero = (initial: number): Option<number> => wholeNumber(initial, 0, longestMs, 'milliseconds')

/** A duration in seconds, one or more. */
export const durationSeconds = (initial: number): Option<number> => wholeNumber(initial, 1, longestMs / 1000, 'seconds')

/** How many times or of how many things. */
export const count = (initial: number, least = 1, most = 1000): Option<number> =>
  wholeNumber(initial, least, most, 'items')

/** How many digits a code has. */
export const digits = (initial: number, least: number, most: number): Option<number> =>
  wholeNumber(initial, least, most, 'digits')

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
  accepts: (value) => isRecord(value) && isJson(value),
})
