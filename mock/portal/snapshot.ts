import { instant } from '../base/clock.ts'
import { check, is, listOf, object, type Shape, shown, whole } from '../base/shape.ts'
import { faultRecord } from '../faults/check.ts'
import type { FaultRecord } from '../faults/fault.ts'
import type { PortalState } from '../state/state.ts'
import { portalState } from '../state/state-shape.ts'

/** The whole memory of a portal as a JSON value. */
export interface PortalSnapshot {
  /** The version of the format. */
  readonly version: 1
  /** The portal's time when it was taken, in milliseconds since the epoch. Restoring it sets the clock to this instant. */
  readonly nowMs: number
  /** The portal's state. */
  readonly state: PortalState
  /** The planned faults. */
  readonly faults: readonly FaultRecord[]
  /** The id of the fault that was added last, even if it was removed. */
  readonly lastFaultId: number
}

const snapshot: Shape = object<PortalSnapshot>({
  version: is('1', (value) => value === 1),
  nowMs: instant,
  state: portalState,
  faults: listOf(faultRecord),
  lastFaultId: whole(0),
})

/** Checks every part of a snapshot and copies it. Throws a `TypeError` in the name of `caller` that names the wrong part. */
export function readSnapshot(value: unknown, caller = 'restore()'): PortalSnapshot {
  check(snapshot, value, { caller, name: 'snapshot' })
  // The parse boundary of snapshots: every part was checked.
  const checked = structuredClone(value) as PortalSnapshot
  const ids = checked.faults.map(({ id }) => id)
  if (new Set(ids).size < ids.length || ids.some((id) => id > checked.lastFaultId)) {
    throw new TypeError(`${caller}: snapshot.faults must have unique ids, none above lastFaultId; got ${shown(ids)}`)
  }
  return checked
}

/**
 * Reads the state that a portal of the same start has stored, for another tab or after a reload; `undefined` for any other
 * text.
 */
export function readShared(
  text: string,
  start: string,
  nowMs: number,
): (PortalSnapshot & { readonly offsetMs: number }) | undefined {
  try {
    const [startOfStored, stored] = JSON.parse(text)
    if (startOfStored !== start) return undefined
    const { offsetMs, ...saved } = JSON.parse(stored)
    if (!Number.isFinite(offsetMs)) return undefined
    return { ...readSnapshot({ version: 1, nowMs, ...saved }), offsetMs }
  } catch {
    return undefined
  }
}
