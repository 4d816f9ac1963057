import { instant } from '../base/clock.ts'
import { check, is, listOf, object, type Shape, whole } from '../base/shape.ts'
import { faultRecord } from '../faults/check.ts'
import type { FaultRecord } from '../faults/fault.ts'
import type { PortalState } from '../state/state.ts'
import { portalState } from '../state/state-shape.ts'

/** All that a portal remembers, as a JSON value. */
export interface PortalSnapshot {
  readonly version: 1
  /** The moment it was taken; restoring it moves the clock there. */
  readonly nowMs: number
  readonly state: PortalState
  readonly faults: readonly FaultRecord[]
  /** The id that was given to a fault last, whether or not it is still there. */
  readonly lastFaultId: number
}

const snapshot: Shape = object<PortalSnapshot>({
  version: is('1, as portal.snapshot() makes it', (value) => value === 1),
  nowMs: instant,
  state: portalState,
  faults: listOf(faultRecord),
  lastFaultId: whole(0),
})

/** Copies a snapshot after checking every part of it. Throws a `TypeError` that names the part that is wrong. */
export function readSnapshot(value: unknown): PortalSnapshot {
  check(snapshot, value, (path) => (path === '' ? 'snapshot' : `snapshot: ${path}`))
  // The storage's parse boundary: every part was checked.
  const checked = structuredClone(value) as PortalSnapshot
  const ids = checked.faults.map(({ id }) => id)
  if (new Set(ids).size < ids.length || ids.some((id) => id > checked.lastFaultId)) {
    throw new TypeError('snapshot: faults have ids of their own, none above lastFaultId')
  }
  return checked
}
