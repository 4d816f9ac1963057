import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isRecord } from '../base/json.ts'
import { resolvePolicy } from '../policy/resolve-policy.ts'
import type { OptionName } from './probe.ts'

/** A policy in part, as JSON. */
export interface PolicyJson {
  readonly [area: string]: Readonly<Record<string, unknown>>
}

/** The policy in a file, if it exists. Throws a `TypeError` for any other file, which would be overwritten. */
export function readPolicyToExtend(file: string): PolicyJson {
  if (!existsSync(dirname(resolve(file)))) throw new TypeError(`--out ${file}: the folder does not exist`)
  if (!existsSync(file)) return {}
  try {
    const given: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
    resolvePolicy(given as object, `--out ${file}`)
    return given as PolicyJson
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new TypeError(`--out ${file} exists and is not a policy; name another file (${why})`)
  }
}

/** Adds the options that were found to a policy. */
export function extendPolicy(policy: PolicyJson, learned: ReadonlyMap<OptionName, unknown>): PolicyJson {
  const extended: Record<string, Record<string, unknown>> = Object.fromEntries(
    Object.entries(policy).map(([area, options]) => [area, { ...(isRecord(options) && options) }]),
  )
  for (const [option, value] of learned) {
    const [area = '', name = ''] = option.split('.')
    extended[area] = { ...extended[area], [name]: value }
  }
  return extended
}

/** Writes a policy for `scaikey-portal-mock --policy FILE`. Throws a `TypeError` for a policy that the mock would reject. */
export function writePolicy(file: string, policy: PolicyJson): void {
  resolvePolicy(policy)
  writeFileSync(file, `${JSON.stringify(policy, null, 2)}\n`)
}
