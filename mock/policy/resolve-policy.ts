import { isRecord } from '../base/json.ts'
import { anything, check, object } from '../base/shape.ts'
import { policyOptions } from './defaults.ts'
import type { Option } from './option.ts'
import type { PortalPolicy, PortalPolicyOptions } from './portal-policy.ts'

/** The value of an option. A refusal may be given in part; any other value replaces the default. */
function complete(initial: unknown, given: unknown): unknown {
  if (given === undefined) return initial
  const isRefusal = isRecord(initial) && 'status' in initial
  return isRefusal && isRecord(given) ? { ...initial, ...given } : given
}

/** Throws a `TypeError` for what is not an object of these options, in part. */
function checkKeys(options: object, given: unknown, caller: string, name: string): void {
  const shapes = Object.fromEntries(Object.keys(options).map((key) => [key, anything]))
  check(object(shapes), given, { caller, name, keys: 'option' })
}

function resolveArea(
  caller: string,
  area: string,
  options: Record<string, Option<unknown>>,
  before: Readonly<Record<string, unknown>> | undefined,
  given: unknown = {},
): Record<string, unknown> {
  checkKeys(options, given, caller, area)
  const resolved: Record<string, unknown> = {}
  for (const [name, { initial, shape }] of Object.entries(options)) {
    const value = complete(before?.[name] ?? initial, isRecord(given) ? given[name] : undefined)
    check(shape, value, { caller, name: `${area}.${name}`, keys: 'option' })
    resolved[name] = value
  }
  return resolved
}

/**
 * Completes a policy from the one before, by default from the defaults. Throws a `TypeError` in the name of `caller` for a
 * wrong or unknown option.
 */
export function resolvePolicy(
  given: PortalPolicyOptions = {},
  caller = 'createPortalMock()',
  before?: PortalPolicy,
): PortalPolicy {
  const areas: Record<string, Record<string, Option<unknown>>> = policyOptions
  checkKeys(areas, given, caller, 'policy')
  const parts: Record<string, unknown> = { ...given }
  const earlier: Record<string, Readonly<Record<string, unknown>>> = { ...before }
  const resolved = Object.entries(areas).map(([area, options]) => [
    area,
    resolveArea(caller, `policy.${area}`, options, earlier[area], parts[area]),
  ])
  // The policy's parse boundary: every value is a default, was in the policy before, or has passed the check of its option.
  return Object.fromEntries(resolved) as PortalPolicy
}
