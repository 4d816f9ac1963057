import { anything, check, flag, is, object, optional, type Shape, whole } from '../base/shape.ts'
import { longestDelayMs } from '../base/timer.ts'
import type { PortalOptions } from './portal-api.ts'

/** The default of `seed`. */
export const defaultSeed = 42

/** An object with a method of that name. A class with a static method counts. */
export const withMethod = (name: string): Shape =>
  is(
    `an object with ${name}()`,
    (value) =>
      ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
      typeof Reflect.get(value, name) === 'function',
  )

/** The shape of each option. Policy and snapshot are checked elsewhere. */
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

/** Throws a `TypeError` that names a wrong or unknown option. */
export function checkPortalOptions(options: unknown): asserts options is PortalOptions {
  check(object<PortalOptions>(portalOptionShapes), options, { caller: 'createPortalMock()' })
}
