import type { Alternative } from './alternative.ts'

/** A kind of value in a few words. */
export function describeOne({ type, whole, name, values }: Alternative): string {
  if (name !== undefined) return name
  if (values !== undefined) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
  return whole ? 'integer' : type
}

/** Several kinds of values in a few words. */
export function describeAll(union: readonly Alternative[]): string {
  return union.map(describeOne).join(' or ')
}
