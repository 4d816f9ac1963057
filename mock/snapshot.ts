import { isRecord } from './base/json.ts'
import type { FaultRecord } from './faults.ts'
import type { PortalState } from './state.ts'

/** All that a portal remembers, at one moment: a JSON value. The journal is not in it. */
export type PortalSnapshot = {
  readonly version: 1
  /** The moment it was taken; restoring it moves the clock there. */
  readonly nowMs: number
  readonly state: PortalState
  readonly faults: readonly FaultRecord[]
}

/** Copies a snapshot after checking that it is one of this version. Throws a `TypeError` otherwise. */
export function readSnapshot(value: unknown): PortalSnapshot {
  if (!isRecord(value) || value['version'] !== 1) {
    const version = isRecord(value) ? JSON.stringify(value['version']) : undefined
    throw new TypeError(`snapshot: version is ${version ?? 'missing'}; allowed: 1, as portal.snapshot() makes it`)
  }
  const { nowMs, state, faults } = value
  if (typeof nowMs !== 'number' || !isRecord(state) || !Array.isArray(faults)) {
    throw new TypeError('snapshot: nowMs, state and faults are needed, as portal.snapshot() makes them')
  }
  // The storage's parse boundary: what has the version was written by this code.
  return structuredClone(value) as unknown as PortalSnapshot
}
