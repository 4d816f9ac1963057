import { anything, check, flag, is, object, optional, type Shape, whole } from '../base/shape.ts'
import { longestDelayMs } from '../base/timer.ts'
import type { PortalOptions } from './portal-api.ts'

/** The seed when none is given. */
export const defaultSeed = 42

/** Anything that has a method of that name, a class with a static one too. */
export const withMethod = (name: string): Shape =>
  is(
    `an object with ${name}()`,
    (value) =>
      ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
      typeof Reflect.get(value, name) === 'function',
  )

/** What each option may be. Policy and snapshot are looked at on their own. */
export const portalOptionShapes: { readonly [Name in keyof PortalOptions]-?: Shape } = {
  seed: optional(is('a whole number', (value) => Number.isSafeInteger(value))),
  clock: optional(withMethod('now')),
  timer: optional(withMethod('start')),
  policy: anything,
  snapshot: anything,
  seedUsers: optional(flag),
  latencyMs: optional(whole(0, longestDelayMs, ' of milliseconds')),
  selfCheck: optional(flag),
}

/** Throws a `TypeError` that names an option that is wrong or that there is not. */
export function checkPortalOptions(options: unknown): asserts options is PortalOptions {
  check(object<PortalOptions>(portalOptionShapes), options, (path) => path || 'options')
}
