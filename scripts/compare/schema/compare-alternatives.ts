import type { Finding } from '../rules/change.ts'
import type { Alternative } from './alternative.ts'
import { compareFields } from './compare-fields.ts'
import { compareLimits } from './compare-limits.ts'
import { compareSlots } from './compare-slots.ts'
import { compareValues } from './compare-values.ts'
import { compareVariants } from './compare-variants.ts'
import type { Difference, SchemaContext } from './comparison.ts'

/** The differences between two alternatives of one type. */
export function compareAlternatives(context: SchemaContext, before: Alternative, after: Alternative): Difference[] {
  return [
    ...compareNames(context, before, after),
    ...compareWholeness(before, after),
    ...compareValues(before.values, after.values, ''),
    ...compareLimits(before, after),
    ...(before.type === 'object' ? compareObjects(context, before, after) : []),
    ...(before.type === 'array' ? compareItems(context, before, after) : []),
  ]
}

function compareObjects(context: SchemaContext, before: Alternative, after: Alternative): Difference[] {
  const component = before.name ?? after.name
  const differences = [...compareVariants(context, before, after), ...compareFields(context, before, after)]
  if (component === undefined) return differences
  return differences.map((difference) => ({ component, ...difference }))
}

function compareNames(
  { isRenamed }: SchemaContext,
  { name: before }: Alternative,
  { name: after }: Alternative,
): Finding[] {
  if (before === undefined || after === undefined || before === after || !isRenamed(before, after)) return []
  return [{ rule: 'schema.renamed', path: '', before, after }]
}

function compareWholeness({ whole: was = false }: Alternative, { whole: is = false }: Alternative): Finding[] {
  return was === is ? [] : [{ rule: is ? 'type.whole' : 'type.fraction', path: '' }]
}

function compareItems(context: SchemaContext, before: Alternative, after: Alternative): Difference[] {
  const first = Array.from({ length: Math.max(before.prefix.length, after.prefix.length) }, (_, index) =>
    compareSlots(context, {
      before: before.prefix[index] ?? before.items,
      after: after.prefix[index] ?? after.items,
      path: `[${index}]`,
    }),
  )
  return [...first.flat(), ...compareSlots(context, { before: before.items, after: after.items, path: '[]' })]
}
