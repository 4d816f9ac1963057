import { isRecord } from './base/json.ts'
import { type Operation, routes } from './routes.ts'

/**
 * What happens instead of a plain answer.
 * - `'network-error'`: the request never arrives; `fetch` rejects with a `TypeError`.
 * - `'lose-response'`: the server acts, the answer is lost; `fetch` rejects with a `TypeError`.
 * - `'malformed-json'`: the server acts, its JSON arrives cut in half.
 * - `{ status }`: that status instead of acting, with `headers` (`retry-after`) and `body` if given. A string is sent as it is.
 * - `{ delayMs }`: the request is held back that long before the server acts, or with `holds: 'response'` its answer afterwards.
 */
export type FaultOutcome =
  | 'network-error'
  | 'lose-response'
  | 'malformed-json'
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
      readonly delayMs?: number
    }
  | { readonly delayMs: number; readonly holds?: 'request' | 'response' }

/** A fault to play: on which operation (`'*'`: on any), how many times (default 1; `'always'`), and what happens. */
export type FaultRule = {
  readonly operation: Operation | '*'
  readonly times?: number | 'always'
  readonly then: FaultOutcome
}

/** A fault as it stands. */
export type Fault = {
  readonly id: number
  readonly operation: Operation | '*'
  readonly times: number | 'always'
  readonly remaining: number | 'always'
  readonly then: FaultOutcome
}

/** The faults of a portal, played in the order they were added. */
export type Faults = {
  /** Adds a fault. Throws a `TypeError` that names what is wrong with it. */
  add(rule: FaultRule): Fault & { remove(): boolean }
  /** Those that have not been used up. */
  list(): Fault[]
  /** Takes one away; false if there is none of that id. */
  remove(id: number): boolean
  /** Takes all away. */
  clear(): void
}

/** What the portal itself may do with its faults. */
export type FaultPlan = Faults & {
  /** The next fault for an operation, counted as played. */
  take(operation: Operation | null): Fault | undefined
  restore(faults: readonly Fault[]): void
}

const WORDS = ['network-error', 'lose-response', 'malformed-json']

/** Makes an empty plan. */
export function createFaults(): FaultPlan {
  let faults: Fault[] = []
  let lastId = 0
  const remove = (id: number): boolean => {
    const before = faults.length
    faults = faults.filter((fault) => fault.id !== id)
    return faults.length < before
  }
  return {
    add(rule: FaultRule): Fault & { remove(): boolean } {
      checkFault(rule)
      const times = rule.times === Number.POSITIVE_INFINITY ? 'always' : (rule.times ?? 1)
      lastId += 1
      const fault: Fault = { id: lastId, operation: rule.operation, times, remaining: times, then: rule.then }
      faults.push(fault)
      return { ...fault, remove: () => remove(fault.id) }
    },
    list: () => structuredClone(faults),
    remove,
    clear(): void {
      faults = []
    },
    take(operation: Operation | null): Fault | undefined {
      if (operation === null) return undefined
      const index = faults.findIndex((each) => each.operation === operation || each.operation === '*')
      const fault = faults[index]
      if (fault === undefined) return undefined
      const remaining = fault.remaining === 'always' ? 'always' : fault.remaining - 1
      if (remaining === 0) faults.splice(index, 1)
      else faults[index] = { ...fault, remaining }
      return fault
    },
    restore(saved: readonly Fault[]): void {
      faults = structuredClone([...saved])
      lastId = Math.max(0, ...faults.map(({ id }) => id))
    },
  }
}

function checkFault({ operation, times, then }: Partial<FaultRule>): void {
  const operations = ['*', ...routes.map((route) => route.operation)]
  const isCount = times === undefined || times === 'always' || times === Number.POSITIVE_INFINITY || isWhole(times, 1)
  if (!operations.some((name) => name === operation)) wrong('operation', operation, `one of ${operations.join(', ')}`)
  if (!isCount) wrong('times', times, 'a whole number from 1, or "always"')
  if (!isOutcome(then)) {
    wrong(
      'then',
      then,
      `one of ${WORDS.join(', ')}, { status: 200 to 599, headers?, body?, delayMs? } or { delayMs, holds? }`,
    )
  }
}

const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && Number(value) >= least

function isOutcome(then: unknown): boolean {
  if (!isRecord(then)) return WORDS.some((word) => word === then)
  const { status, delayMs, holds } = then
  const isDelayRight = delayMs === undefined ? status !== undefined : isWhole(delayMs, 0)
  const isStatusRight = status === undefined || (isWhole(status, 200) && Number(status) <= 599)
  return isDelayRight && isStatusRight && (holds === undefined || holds === 'request' || holds === 'response')
}

function wrong(name: string, value: unknown, allowed: string): never {
  throw new TypeError(`fault: "${name}" is ${JSON.stringify(value) ?? 'missing'}; allowed: ${allowed}`)
}
