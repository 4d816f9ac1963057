import { readFileSync } from 'node:fs'
import type { PortalPolicyOptions } from '../policy/portal-policy.ts'
import { type PortalSnapshot, readSnapshot } from '../portal/snapshot.ts'

/** The JSON of a file. Throws a `TypeError` that names the option and the file. */
function readJson(option: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new TypeError(`--${option} ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A snapshot from a file. Throws a `TypeError` that names the file and what is wrong with it. */
export function readSnapshotFile(file: string): PortalSnapshot {
  const value = readJson('snapshot', file)
  try {
    return readSnapshot(value)
  } catch (error) {
    throw new TypeError(`--snapshot ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A policy from a file, in part or whole. What is wrong in it is found when the portal is made. */
export function readPolicyFile(file: string): PortalPolicyOptions {
  // The parse boundary of the command line: `resolvePolicy` checks every option by name.
  return readJson('policy', file) as PortalPolicyOptions
}
