import { isRecord } from './base/json.ts'
import { routes } from './routes.ts'

/** The outcomes that are one word. */
const WORDS = [
  'network-error',
  'lose-response',
  'connection-reset',
  'truncated-body',
  'malformed-json',
  'expired-token',
]
const NAMES = ['operation', 'times', 'nth', 'probability', 'then']

/** Throws a `TypeError` that names what is wrong with a fault. */
export function checkFault(rule: Readonly<Record<string, unknown>>): void {
  const { operation, times, nth, probability, then } = rule
  const operations = ['*', ...routes.map((route) => route.operation)]
  const stranger = Object.keys(rule).find((name) => !NAMES.includes(name))
  if (stranger !== undefined) wrong(stranger, Reflect.get(rule, stranger), `none; a fault has ${NAMES.join(', ')}`)
  if (!operations.some((name) => name === operation)) wrong('operation', operation, `one of ${operations.join(', ')}`)
  const isCount = times === undefined || times === 'always' || times === Number.POSITIVE_INFINITY || isWhole(times, 1)
  if (!isCount) wrong('times', times, 'a whole number from 1, or "always"')
  if (nth !== undefined && !isWhole(nth, 1)) wrong('nth', nth, 'a whole number from 1')
  const isChance = probability === undefined || (typeof probability === 'number' && probability > 0 && probability <= 1)
  if (!isChance) wrong('probability', probability, 'more than 0, at most 1')
  if (!isOutcome(then)) {
    const records = '{ status: 200 to 599, headers?, body?, delayMs? }, { delayMs, holds? } or { clockSkewMs }'
    wrong('then', then, `one of ${WORDS.join(', ')}, ${records}`)
  }
}

const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && Number(value) >= least

function isOutcome(then: unknown): boolean {
  if (!isRecord(then)) return WORDS.some((word) => word === then)
  const { status, delayMs, holds, clockSkewMs } = then
  if (clockSkewMs !== undefined) return Object.keys(then).length === 1 && Number.isSafeInteger(clockSkewMs)
  const isDelayRight = delayMs === undefined ? status !== undefined : isWhole(delayMs, 0)
  const isStatusRight = status === undefined || (isWhole(status, 200) && Number(status) <= 599)
  return isDelayRight && isStatusRight && (holds === undefined || holds === 'request' || holds === 'response')
}

function wrong(name: string, value: unknown, allowed: string): never {
  throw new TypeError(`fault: "${name}" is ${JSON.stringify(value) ?? 'missing'}; allowed: ${allowed}`)
}
