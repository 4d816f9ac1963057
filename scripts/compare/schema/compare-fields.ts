import { canonical } from '../../openapi/canonical.ts'
import type { Finding } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'
import type { Alternative, Slot } from './alternative.ts'
import { compareSlots } from './compare-slots.ts'
import type { Difference, SchemaContext } from './comparison.ts'
import { findRenamed } from './find-renamed.ts'

/** The differences between the fields of two objects, declared and undeclared. */
export function compareFields(context: SchemaContext, was: Alternative, is: Alternative): Difference[] {
  const [before, after] = [declareRequired(was), declareRequired(is)]
  const renamed = findRenamed(before, after, context.hasSameShape)
  const addedNames = new Set(renamed.values())
  const differences: Difference[] = []
  for (const [name, slot] of before.properties) {
    const path = `.${name}`
    const newName = renamed.get(name)
    const kept = after.properties.get(name)
    if (newName !== undefined) differences.push({ rule: 'field.renamed', path, before: name, after: newName })
    else if (kept === undefined) differences.push({ rule: removalRule(context.direction, name, before, after), path })
    else differences.push(...compareField(context, name, [before, slot], [after, kept]))
  }
  for (const name of after.properties.keys()) {
    if (before.properties.has(name) || addedNames.has(name)) continue
    const rule = after.required.has(name) ? 'field.addedRequired' : 'field.added'
    // A new field belongs to the new component.
    differences.push({ rule, path: `.${name}`, ...(after.name !== undefined && { component: after.name }) })
  }
  return [...differences, ...compareUnknown(context, was, is)]
}

/** A required field that is not declared has the schema of undeclared fields. */
function declareRequired(object: Alternative): Alternative {
  const undeclared = [...object.required].filter((name) => !object.properties.has(name))
  if (undeclared.length === 0) return object
  const open = undeclared.map((name): [string, Slot] => [name, object.additional])
  return { ...object, properties: new Map([...object.properties, ...open]) }
}

function removalRule(direction: Direction, name: string, before: Alternative, after: Alternative): Finding['rule'] {
  if (direction === 'request') return after.additional.schema === false ? 'field.removedClosed' : 'field.removed'
  return before.required.has(name) ? 'field.removed' : 'field.removedOptional'
}

function compareField(
  context: SchemaContext,
  name: string,
  [before, was]: readonly [Alternative, Slot],
  [after, is]: readonly [Alternative, Slot],
): Difference[] {
  const path = `.${name}`
  const differences: Difference[] = []
  const [wasRequired, isRequired] = [before.required.has(name), after.required.has(name)]
  if (wasRequired !== isRequired) differences.push({ rule: isRequired ? 'field.required' : 'field.optional', path })
  const [oldDefault, newDefault] = [textOf(was), textOf(is)]
  if (!wasRequired && !isRequired && oldDefault !== newDefault)
    differences.push({ rule: 'default.changed', path, before: oldDefault, after: newDefault })
  return [...differences, ...compareSlots(context, { before: was, after: is, path })]
}

/** A default as text; FastAPI uses null if the document has no default. */
function textOf({ default: value }: Slot): string {
  return value === undefined ? 'null' : canonical(value)
}

function compareUnknown(context: SchemaContext, before: Alternative, after: Alternative): Difference[] {
  const [wasClosed, isClosed] = [before, after].map(({ additional }) => additional.schema === false)
  if (wasClosed && !isClosed) return [{ rule: 'unknown.opened', path: '' }]
  if (!wasClosed && isClosed)
    return [{ rule: before.properties.size > 0 ? 'unknown.closed' : 'unknown.closedMap', path: '' }]
  return wasClosed ? [] : compareSlots(context, { before: before.additional, after: after.additional, path: '.*' })
}
