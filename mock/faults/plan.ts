import { nextUint32, randomStateFrom } from '../base/random.ts'
import type { Operation } from '../endpoints/routes.ts'
import { checkFault } from './check.ts'
import type { Fault, FaultRecord, FaultRule } from './fault.ts'

/** A portal has at most this many faults: each of them is looked at for every request. */
const mostFaults = 1000
/** The largest fault, and the largest sum of all faults, in characters of JSON. */
const largestFault = 1_000_000
const largestPlan = 10_000_000

/** The planned faults of a portal, played in the order they were added. */
export interface Faults {
  /** Plans a fault. Its `remove` removes it, unless a snapshot was restored since. Throws a `TypeError` that names what is wrong, also for more than 1,000 faults or 10 MB of them. */
  add(rule: FaultRule): Fault & { remove(): boolean }
  /** The faults that can still be played. */
  list(): Fault[]
  /** The faults that were never played. A test that planned one did not test what it says. */
  unfired(): Fault[]
  /** Removes one fault; false if no fault has that id. */
  remove(id: number): boolean
  /** Removes all faults. */
  clear(): void
}

/** The faults in a snapshot. With the seed, a fault's id decides which calls it is played on, so the last id is kept too. */
interface SavedFaults {
  readonly faults: readonly FaultRecord[]
  readonly lastFaultId: number
}

/** The faults as the portal itself uses them. */
export type FaultPlan = Faults & {
  /** The fault to play on a call of an operation. It counts as played. */
  take(operation: Operation | null): Fault | undefined
  save(): SavedFaults
  restore(saved: SavedFaults): void
}

/** Makes an empty plan. `chanceKey`, the fault's id and the number of the call decide whether a fault with a probability is played. */
export function createFaults(chanceKey: () => string): FaultPlan {
  let faults: FaultRecord[] = []
  let lastId = 0
  /** After a restore an id may belong to another fault, so a `remove` from before does nothing. */
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
      checkRoom(faults, rule)
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
      const matches = (fault: Fault): boolean => fault.operation === operation || fault.operation === '*'
      // Every matching fault counts the call, although only one is played.
      faults = faults.map((fault) => (matches(fault) ? { ...fault, seen: fault.seen + 1 } : fault))
      const due = faults.find((fault) => matches(fault) && isDue(fault))
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

/** Throws a `TypeError` if a fault does not fit beside the others. */
function checkRoom(faults: readonly FaultRecord[], rule: FaultRule): void {
  const room = 'faults.clear() makes room'
  if (faults.length >= mostFaults) throw new TypeError(`faults.add(): at most ${mostFaults} faults; ${room}`)
  const size = sizeOf(rule)
  if (size > largestFault)
    throw new TypeError(`faults.add(): a fault may have ${largestFault} characters of JSON; got ${size}`)
  const sizeOfAll = faults.reduce((sum, fault) => sum + sizeOf(fault), size)
  if (sizeOfAll > largestPlan)
    throw new TypeError(`faults.add(): all faults together may have ${largestPlan} characters of JSON; ${room}`)
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length
