import type { Finding } from '../rules/change.ts'
import type { Alternative } from './alternative.ts'
import { compareSlots } from './compare-slots.ts'
import { compareValues } from './compare-values.ts'
import type { Difference, SchemaContext } from './comparison.ts'

/** The differences between the discriminators of two objects: its field, its words, and the subtypes behind them. */
export function compareVariants(context: SchemaContext, before: Alternative, after: Alternative): Difference[] {
  return [...compareTags(before, after), ...compareSubtypes(context, before, after)]
}

function compareTags({ tag: before }: Alternative, { tag: after }: Alternative): Finding[] {
  if (before === undefined || after === undefined) return compareFieldNames(before?.field, after?.field)
  if (before.field !== after.field) return compareFieldNames(before.field, after.field)
  // Where a variant lists its words itself, its field is compared.
  if (before.words.length === 0 || after.words.length === 0) return []
  return compareValues(before.words, after.words, `.${after.field}`)
}

function compareSubtypes(
  context: SchemaContext,
  { subtypes: before }: Alternative,
  { subtypes: after }: Alternative,
): Difference[] {
  if (before?.field !== after?.field || before === undefined || after === undefined)
    return compareFieldNames(before?.field, after?.field)
  const [was, is] = [[...before.byWord.keys()], [...after.byWord.keys()]]
  const kept = [...before.byWord].flatMap(([word, slot]): Difference[] => {
    const other = after.byWord.get(word)
    return other === undefined ? [] : compareSlots(context, { before: slot, after: other, path: `<${word}>` })
  })
  return [...compareValues(was, is, `.${after.field}`), ...kept]
}

function compareFieldNames(before: string | undefined, after: string | undefined): Finding[] {
  if (before === after) return []
  if (before === undefined) return [{ rule: 'discriminator.added', path: '', after: after ?? '' }]
  if (after === undefined) return [{ rule: 'discriminator.removed', path: '', before }]
  return [{ rule: 'discriminator.changed', path: '', before, after }]
}
