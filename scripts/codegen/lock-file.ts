import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isObject, type Json, memberOf } from '../openapi/json.ts'
import { packageRoot } from './load/config.ts'
import { type SourceRecord, sourceKinds } from './load/read-source.ts'
import type { Selection } from './load/select.ts'

/** The packages that read, judge and generate: another version of one may do it otherwise. */
const tools = ['@hey-api/openapi-ts', '@redocly/cli', 'openapi-typescript', 'typescript', 'yaml'] as const

/** What a lock file says of the run that wrote it. */
export interface Lock {
  readonly source: SourceRecord
  readonly flags: Selection
}

/** The lock file's text: the source, what was kept of it, the hash of that, and what generated the rest. No secrets. */
export async function printLock({ source, flags }: Lock, contract: string): Promise<string> {
  const lock = {
    source,
    flags,
    contract: { sha256: createHash('sha256').update(contract).digest('hex') },
    tools: Object.fromEntries(await Promise.all(tools.map(async (name) => [name, await versionOf(name)]))),
  }
  return `${JSON.stringify(lock, null, 2)}\n`
}

/** Reads a lock file's text; undefined where it is none. */
export function parseLock(text: string): Lock | undefined {
  const lock = parseJson(text)
  const source = memberOf(lock, 'source')
  const kind = sourceKinds.find((each) => each === memberOf(source, 'kind'))
  const [name, sha256] = ['name', 'sha256'].map((key) => memberOf(source, key))
  const flags = memberOf(lock, 'flags')
  const [tags, operations] = ['tags', 'operations'].map((key) => namesOf(memberOf(flags, key)))
  if (!kind || !tags || !operations || typeof name !== 'string' || typeof sha256 !== 'string') return undefined
  return { source: { kind, name, sha256 }, flags: { tags, operations } }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    // A conflict of a merge, say: as good as none, and found stale.
    return undefined
  }
}

function namesOf(value: Json | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : undefined
}

async function versionOf(name: string): Promise<string> {
  const manifest: Json = JSON.parse(await readFile(`${packageRoot}node_modules/${name}/package.json`, 'utf8'))
  return isObject(manifest) ? String(manifest['version']) : ''
}
