import { nextUint32, randomStateFrom } from '../base/random.ts'
import type { Operation } from '../endpoints/routes.ts'
import { checkFault } from './check.ts'
import type { Fault, FaultRecord, FaultRule } from './fault.ts'

/** The faults of a portal, played in the order they were added. */
export interface Faults {
  /** Adds a fault. Its `remove` takes it away, until a snapshot is restored. Throws a `TypeError` that names what is wrong with it. */
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

/** All that a plan remembers. The last id too: it decides, with the seed, which calls a likely fault is played on. */
export interface SavedFaults {
  readonly faults: readonly FaultRecord[]
  readonly lastFaultId: number
}

/** What the portal itself may do with its faults. */
export type FaultPlan = Faults & {
  /** The next fault for an operation, counted as played. */
  take(operation: Operation | null): Fault | undefined
  save(): SavedFaults
  restore(saved: SavedFaults): void
}

/** Makes an empty plan. `chanceKey` is what decides, with a fault's id and the call's number, whether a likely fault is played. */
export function createFaults(chanceKey: () => string): FaultPlan {
  let faults: FaultRecord[] = []
  let lastId = 0
  /** After a restore an id may be another's: what was added before it takes nothing away. */
  let restores = 0
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
      const { operation, nth, probability, then } = structuredClone(rule)
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
      const addedAfter = restores
      return { ...structuredClone(fault), remove: () => addedAfter === restores && remove(fault.id) }
    },
    list: () => faults.map(shown),
    unfired: () => faults.filter(({ fired }) => fired === 0).map(shown),
    remove,
    clear(): void {
      faults = []
    },
    take(operation: Operation | null): Fault | undefined {
      if (operation === null || faults.length === 0) return undefined
      const isMeant = (fault: Fault): boolean => fault.operation === operation || fault.operation === '*'
      // Each counts the call, though only one is played on it.
      faults = faults.map((fault) => (isMeant(fault) ? { ...fault, seen: fault.seen + 1 } : fault))
      const due = faults.find((fault) => isMeant(fault) && isDue(fault))
      if (due === undefined) return undefined
      const remaining = due.remaining === 'always' ? 'always' : due.remaining - 1
      const left = remaining === 0 ? [] : [{ ...due, remaining, fired: due.fired + 1 } as const]
      faults = faults.flatMap((fault) => (fault === due ? left : fault))
      return due
    },
    save: () => structuredClone({ faults, lastFaultId: lastId }),
    restore(saved: SavedFaults): void {
      faults = structuredClone([...saved.faults])
      lastId = saved.lastFaultId
      restores += 1
    },
  }
}

function shown({ seen: _seen, fired: _fired, ...fault }: FaultRecord): Fault {
  return structuredClone(fault)
}
