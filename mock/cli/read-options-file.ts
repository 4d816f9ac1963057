import { readFileSync } from 'node:fs'
import type { PortalPolicyOptions } from '../policy/portal-policy.ts'
import { resolvePolicy } from '../policy/resolve-policy.ts'
import { type PortalSnapshot, readSnapshot } from '../portal/snapshot.ts'

/** A file as text. Programs of Windows write a byte order mark, and some of them UTF-16. */
function readText(file: string): string {
  const bytes = readFileSync(file)
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

/** The JSON of a file. Throws a `TypeError` that names the option and the file. */
function readJson(option: string, file: string): unknown {
  try {
    return JSON.parse(readText(file))
  } catch (error) {
    throw new TypeError(`--${option} ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A snapshot from a file. Throws a `TypeError` that names the file and what is wrong with it. */
export function readSnapshotFile(file: string): PortalSnapshot {
  return readSnapshot(readJson('snapshot', file), `--snapshot ${file}`)
}

/** A policy from a file. Throws a `TypeError` that names the file and the wrong option. */
export function readPolicyFile(file: string): PortalPolicyOptions {
  // The parse boundary of the command line: `resolvePolicy` checks every option.
  const policy = readJson('policy', file) as PortalPolicyOptions
  resolvePolicy(policy, `--policy ${file}`)
  return policy
}
