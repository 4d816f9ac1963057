import { isRecord } from '../base/json.ts'
import { shown } from '../base/shape.ts'
import { policyOptions } from './defaults.ts'
import type { Option } from './option.ts'
import type { PortalPolicy, PortalPolicyOptions } from './portal-policy.ts'

const listOf = (names: readonly string[]): string => names.join(', ')

function complete(initial: unknown, given: unknown): unknown {
  // A refusal may be given in part; any other value replaces the default whole.
  const isRefusal = isRecord(initial) && 'status' in initial
  return isRefusal && isRecord(given) ? { ...initial, ...given } : given
}

function resolveArea(area: string, options: Record<string, Option<unknown>>, given: unknown): Record<string, unknown> {
  if (given !== undefined && !isRecord(given)) {
    throw new TypeError(`policy.${area} is ${shown(given)}; allowed: an object with ${listOf(Object.keys(options))}`)
  }
  const unknownName = Object.keys(given ?? {}).find((name) => !Object.hasOwn(options, name))
  if (unknownName !== undefined) {
    throw new TypeError(`policy.${area}.${unknownName} is not an option; allowed: ${listOf(Object.keys(options))}`)
  }
  const resolved: Record<string, unknown> = {}
  for (const [name, option] of Object.entries(options)) {
    const value = given?.[name]
    resolved[name] = value === undefined ? option.initial : complete(option.initial, value)
    if (!option.accepts(resolved[name])) {
      throw new TypeError(`policy.${area}.${name} is ${shown(value)}; allowed: ${option.allowed}`)
    }
  }
  return resolved
}

/** Completes a policy from the defaults. Throws a `TypeError` that names the option, the value and what is allowed. */
export function resolvePolicy(given: PortalPolicyOptions = {}): PortalPolicy {
  const areas: Record<string, Record<string, Option<unknown>>> = policyOptions
  if (!isRecord(given)) throw new TypeError(`policy is ${shown(given)}; allowed: an object`)
  const unknownArea = Object.keys(given).find((area) => !Object.hasOwn(areas, area))
  if (unknownArea !== undefined) {
    throw new TypeError(`policy.${unknownArea} is not an option; allowed: ${listOf(Object.keys(areas))}`)
  }
  const parts: Record<string, unknown> = given
  const resolved = Object.entries(areas).map(([area, options]) => [area, resolveArea(area, options, parts[area])])
  // Every value came from an option of its name or passed that option's check: the parse boundary of the policy.
  return Object.fromEntries(resolved) as PortalPolicy
}
