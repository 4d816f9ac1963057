import { headers } from '../base/headers.ts'
import { isJson, isRecord } from '../base/json.ts'
import { check, is, object, oneOf, optional, type Shape, whole } from '../base/shape.ts'
import { longestDelayMs } from '../base/timer.ts'
import { routes } from '../endpoints/routes.ts'
import type { FaultRecord, FaultRule } from './fault.ts'

const words = [
  'network-error',
  'lose-response',
  'connection-reset',
  'truncated-body',
  'malformed-json',
  'expired-token',
]
const delayMs = whole(0, longestDelayMs, ' of milliseconds')
/** A hundred years: no wrong clock is further off. */
const mostSkewMs = 3_155_760_000_000

const instead = object<{ status: number; headers?: unknown; body?: unknown; delayMs?: number }>({
  status: whole(200, 599),
  headers: optional(headers),
  body: optional(is('any JSON', isJson)),
  delayMs: optional(delayMs),
})
const late = object<{ delayMs: number; holds?: unknown }>({ delayMs, holds: optional(oneOf(['request', 'response'])) })
const skewed = object<{ clockSkewMs: number }>({ clockSkewMs: whole(-mostSkewMs, mostSkewMs, ' of milliseconds') })
const word = is(
  `one of ${words.join(', ')}, { status: 200 to 599, headers?, body?, delayMs? }, { delayMs, holds? } or { clockSkewMs }`,
  (value) => words.some((each) => each === value),
)

const outcome: Shape = (then) => {
  if (!isRecord(then) || Object.keys(then).length === 0) return word(then)
  if ('clockSkewMs' in then) return skewed(then)
  return 'status' in then ? instead(then) : late(then)
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1
const rule = {
  operation: oneOf(['*', ...routes.map((route) => route.operation)]),
  nth: optional(whole(1)),
  probability: optional(is('more than 0, at most 1', (value) => typeof value === 'number' && value > 0 && value <= 1)),
  then: outcome,
}
const newFault = object<FaultRule>({
  ...rule,
  times: optional(
    is(
      'a whole number from 1, or "always"',
      (value) => value === 'always' || value === Number.POSITIVE_INFINITY || isCount(value),
    ),
  ),
})
const count = is('a whole number from 1, or "always"', (value) => value === 'always' || isCount(value))

/** A fault as a snapshot keeps it. */
export const faultRecord: Shape = object<FaultRecord>({
  ...rule,
  id: whole(1),
  times: count,
  remaining: count,
  seen: whole(0),
  fired: whole(0),
})

/** Throws a `TypeError` that names what is wrong with a fault. */
export function checkFault(given: unknown): asserts given is FaultRule {
  check(newFault, given, (path) => (path === '' ? 'fault' : `fault: "${path}"`))
}
