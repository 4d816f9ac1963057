import type { Difference, SchemaContext, SlotPair } from './comparison.ts'

/** The differences between two schemas in one place: marks there, values below. */
export function compareSlots(context: SchemaContext, { before, after, path }: SlotPair): Difference[] {
  const differences: Difference[] = []
  if (before.deprecated !== after.deprecated)
    differences.push({ rule: after.deprecated ? 'field.deprecated' : 'field.undeprecated', path })
  const { readers, isUntouched } = context
  const pair = {
    before: readers.before.alternativesOf(before.schema),
    after: readers.after.alternativesOf(after.schema),
  }
  if (!isUntouched(pair)) differences.push({ pair, path })
  return differences
}
