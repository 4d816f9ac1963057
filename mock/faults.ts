import { nextUint32, randomStateFrom } from './base/random.ts'
import { checkFault } from './check-fault.ts'
import type { Fault, FaultRecord, FaultRule } from './fault.ts'
import type { Operation } from './routes.ts'

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
