import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isRecord } from '../base/json.ts'
import { resolvePolicy } from '../policy/resolve-policy.ts'
import type { OptionName } from './probe.ts'

/** A policy in part, as JSON has it. */
export interface PolicyJson {
  readonly [area: string]: Readonly<Record<string, unknown>>
}

/** The policy of a file that may not be there yet. Throws a `TypeError` where it is something else: it would be lost. */
export function readPolicyToExtend(file: string): PolicyJson {
  if (!existsSync(dirname(resolve(file)))) throw new TypeError(`--out ${file}: there is no such folder`)
  if (!existsSync(file)) return {}
  try {
    const given: unknown = JSON.parse(readFileSync(file, 'utf8'))
    resolvePolicy(given as object)
    return given as PolicyJson
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new TypeError(`--out ${file} is there and holds no policy to add to (${why}): name another file`)
  }
}

/** Lays what was learned over a policy. */
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

/** Writes a policy that `scaikey-portal-mock --policy FILE` reads. Throws a `TypeError` for one that the mock would refuse. */
export function writePolicy(file: string, policy: PolicyJson): void {
  resolvePolicy(policy)
  writeFileSync(file, `${JSON.stringify(policy, null, 2)}\n`)
}
