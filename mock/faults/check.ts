import { centuryMs } from '../base/duration.ts'
import { headers } from '../base/headers.ts'
import { isJson, isRecord } from '../base/json.ts'
import { check, is, object, oneOf, optional, type Shape, whole } from '../base/shape.ts'
import { longestDelayMs } from '../base/timer.ts'
import { routes } from '../endpoints/routes.ts'
import type { ClockSkewFault, DelayFault, FaultRecord, FaultRule, StatusFault } from './fault.ts'

const words = [
  'network-error',
  'lose-response',
  'connection-reset',
  'truncated-body',
  'malformed-json',
  'expired-token',
]
const delayMs = whole(0, longestDelayMs, ' of milliseconds')

const statusFault = object<StatusFault>({
  status: whole(200, 599),
  headers: optional(headers),
  body: optional(is('a JSON value', isJson)),
  delayMs: optional(delayMs),
})
const delayFault = object<DelayFault>({ delayMs, holds: optional(oneOf(['request', 'response'])) })
const clockSkewFault = object<ClockSkewFault>({ clockSkewMs: whole(-centuryMs, centuryMs, ' of milliseconds') })
const word = is(
  `${words.join(', ')}, { status: 200 to 599, headers?, body?, delayMs? }, { delayMs, holds? } or { clockSkewMs }`,
  (value) => words.some((each) => each === value),
)

const outcome: Shape = (then) => {
  if (!isRecord(then) || Object.keys(then).length === 0) return word(then)
  if ('clockSkewMs' in then) return clockSkewFault(then)
  return 'status' in then ? statusFault(then) : delayFault(then)
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1
const count = is('a whole number from 1, or "always"', (value) => value === 'always' || isCount(value))
const times = is(
  'a whole number from 1, or "always"',
  (value) => value === 'always' || value === Number.POSITIVE_INFINITY || isCount(value),
)

const rule = {
  operation: oneOf(['*', ...routes.map((route) => route.operation)]),
  nth: optional(whole(1)),
  probability: optional(
    is('a number above 0, at most 1', (value) => typeof value === 'number' && value > 0 && value <= 1),
  ),
  then: outcome,
}
const newFault = object<FaultRule>({ ...rule, times: optional(times) })

/** The shape of a fault in a snapshot. */
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
  check(newFault, given, { caller: 'faults.add()', name: 'fault' })
}
