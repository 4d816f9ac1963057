import { centuryMs, secondMs } from '../base/duration.ts'
import { isJson, isRecord } from '../base/json.ts'
import * as shape from '../base/shape.ts'

/** One option of the policy: a shape with a default. */
export interface Option<T> {
  readonly initial: T
  readonly shape: shape.Shape
}

/** A duration in milliseconds, `least` or more, at most a hundred years. */
export const durationMs = (initial: number, least = 1): Option<number> => ({
  initial,
  shape: shape.whole(least, centuryMs, ' of milliseconds'),
})

/** A duration in seconds, from one second to a hundred years. */
export const durationSeconds = (initial: number): Option<number> => ({
  initial,
  shape: shape.whole(1, centuryMs / secondMs, ' of seconds'),
})

/** A number of things or attempts, by default 1 to 1000. */
export const count = (initial: number, least = 1, most = 1000): Option<number> => ({
  initial,
  shape: shape.whole(least, most),
})

/** The number of digits of a code. */
export const digits = (initial: number, least: number, most: number): Option<number> => ({
  initial,
  shape: shape.whole(least, most, ' of digits'),
})

/** An HTTP status: one of `also`, or from `least` to `most`. */
export const httpStatus = (initial: number, also: readonly number[], least: number, most: number): Option<number> => ({
  initial,
  shape: shape.is(
    `${also.join(', ')} or a whole number from ${least} to ${most}`,
    (value) =>
      typeof value === 'number' &&
      Number.isInteger(value) &&
      (also.includes(value) || (value >= least && value <= most)),
  ),
})

/** A boolean. */
export const flag = (initial: boolean): Option<boolean> => ({ initial, shape: shape.flag })

/** A string that is not empty. */
export const filledText = (initial: string): Option<string> => ({ initial, shape: shape.filledText })

/** One of several strings. */
export const oneOf = <const T extends string>(words: readonly T[], initial: NoInfer<T>): Option<T> => ({
  initial,
  shape: shape.oneOf(words),
})

/** A JSON object, sent as it is. */
export const jsonObject = (initial: Record<string, unknown>): Option<Record<string, unknown>> => ({
  initial,
  shape: shape.is('a JSON object', (value) => isRecord(value) && isJson(value)),
})
