import { nextUint32, randomStateFrom } from './base/random.ts'
import { checkFault } from './check-fault.ts'
import type { Operation } from './routes.ts'

/**
 * What happens instead of a plain answer.
 * - `'network-error'`: the request never arrives; `fetch` rejects with a `TypeError`.
 * - `'lose-response'`: the server acts, the answer is lost; `fetch` rejects with a `TypeError`.
 * - `'connection-reset'`: the server acts, the connection is reset in the middle of the answer: its status is there, to read its body rejects.
 * - `'truncated-body'`: the same, but the connection ends in the middle of the body as if that were all.
 * - `'malformed-json'`: the server acts, its JSON arrives whole and cut in half.
 * - `'expired-token'`: the server acts, and the access token in its answer has expired when it arrives.
 * - `{ status }`: that status instead of acting, with `headers` (`retry-after`) and `body` if given. A string is sent as it is.
 * - `{ delayMs }`: the request is held back that long before the server acts, or with `holds: 'response'` its answer afterwards.
 * - `{ clockSkewMs }`: for this request the server's clock is wrong by that much: ahead, or behind where it is negative.
 */
export type FaultOutcome =
  | 'network-error'
  | 'lose-response'
  | 'connection-reset'
  | 'truncated-body'
  | 'malformed-json'
  | 'expired-token'
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
      readonly delayMs?: number
    }
  | { readonly delayMs: number; readonly holds?: 'request' | 'response' }
  | { readonly clockSkewMs: number }

/** A fault to play: on what, how often, and what happens. */
export type FaultRule = {
  /** `'*'`: on any. */
  readonly operation: Operation | '*'
  /** How many times it is played. Default 1; `'always'`. */
  readonly times?: number | 'always'
  /** From which call of the operation on, counted from when the fault was added. Default 1: the next. */
  readonly nth?: number
  /** How likely each call is to meet it, more than 0 and at most 1. The portal's seed decides which do. Default 1. */
  readonly probability?: number
  readonly then: FaultOutcome
}

/** A fault as it stands. */
export type Fault = {
  readonly id: number
  readonly operation: Operation | '*'
  readonly times: number | 'always'
  readonly remaining: number | 'always'
  readonly nth?: number
  readonly probability?: number
  readonly then: FaultOutcome
}

/** A fault as a snapshot keeps it: with the calls it has seen, and of these, how often it was played. */
export type FaultRecord = Fault & { readonly seen: number; readonly fired: number }

/** The faults of a portal, played in the order they were added. */
export type Faults = {
  /** Adds a fault. Throws a `TypeError` that names what is wrong with it. */
  add(rule: FaultRule): Fault & { remove(): boolean }
  /** Those that have not been used up. */
  list(): Fault[]
  /** Those that were never played: a test that planned them did not test what it says. */
  unfired(): Fault[]
  /** Takes one away; false if there is none of that id. */
  remove(id: number): boolean
  /** Takes all away. */
  clear(): void
}

/** What the portal itself may do with its faults. */
export type FaultPlan = Faults & {
  /** The next fault for an operation, counted as played. */
  take(operation: Operation | null): Fault | undefined
  records(): FaultRecord[]
  restore(faults: readonly FaultRecord[]): void
}

/** Makes an empty plan. `chanceKey` is what decides, with a fault's id and the call's number, whether a likely fault is played. */
export function createFaults(chanceKey: () => string): FaultPlan {
  let faults: FaultRecord[] = []
  let lastId = 0
  const remove = (id: number): boolean => {
    const before = faults.length
    faults = faults.filter((fault) => fault.id !== id)
    return faults.length < before
  }
  const isDue = ({ id, seen, nth = 1, probability = 1 }: FaultRecord): boolean => {
    if (seen < nth) return false
    const draw = nextUint32(randomStateFrom(`${chanceKey()}:fault ${id}:${seen}`)) / 2 ** 32
    return draw < probability
  }
  return {
    add(rule: FaultRule): Fault & { remove(): boolean } {
      checkFault(rule)
      const { operation, nth, probability, then } = rule
      const times = rule.times === Number.POSITIVE_INFINITY ? 'always' : (rule.times ?? 1)
      lastId += 1
      const fault: Fault = {
        id: lastId,
        operation,
        times,
        remaining: times,
        ...(nth === undefined ? {} : { nth }),
        ...(probability === undefined ? {} : { probability }),
        then,
      }
      faults.push({ ...fault, seen: 0, fired: 0 })
      return { ...fault, remove: () => remove(fault.id) }
    },
    list: () => faults.map(shown),
    unfired: () => faults.filter(({ fired }) => fired === 0).map(shown),
    remove,
    clear(): void {
      faults = []
    },
    take(operation: Operation | null): Fault | undefined {
      if (operation === null) return undefined
      for (const [index, fault] of faults.entries()) {
        if (fault.operation !== operation && fault.operation !== '*') continue
        const seen = { ...fault, seen: fault.seen + 1 }
        faults[index] = seen
        if (!isDue(seen)) continue
        const remaining = fault.remaining === 'always' ? 'always' : fault.remaining - 1
        if (remaining === 0) faults.splice(index, 1)
        else faults[index] = { ...seen, remaining, fired: fault.fired + 1 }
        return fault
      }
      return undefined
    },
    records: () => structuredClone(faults),
    restore(saved: readonly FaultRecord[]): void {
      faults = structuredClone([...saved])
      lastId = Math.max(0, ...faults.map(({ id }) => id))
    },
  }
}

function shown({ seen: _seen, fired: _fired, ...fault }: FaultRecord): Fault {
  return structuredClone(fault)
}
