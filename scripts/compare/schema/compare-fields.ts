import { canonical } from '../../openapi/canonical.ts'
import { type Json, memberOf } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'
import type { Alternative } from './alternative.ts'
import type { CompareBelow } from './comparison.ts'
import { findRenamed } from './find-renamed.ts'

/** The differences between the fields of two objects, declared and undeclared. */
export function compareFields(
  direction: Direction,
  was: Alternative,
  is: Alternative,
  path: string,
  below: CompareBelow,
): Finding[] {
  const [before, after] = [declareRequired(was), declareRequired(is)]
  const renamed = findRenamed(before, after, below)
  const addedNames = new Set(renamed.values())
  const at = (name: string): string => `${path}.${name}`
  const findings: Finding[] = []
  for (const [name, schema] of before.properties) {
    const newName = renamed.get(name)
    const kept = after.properties.get(name)
    if (newName !== undefined) findings.push({ rule: 'field.renamed', path: at(name), before: name, after: newName })
    else if (kept === undefined) findings.push({ rule: removalRule(direction, name, before, after), path: at(name) })
    else findings.push(...compareField(name, [before, schema], [after, kept], at(name), below))
  }
  for (const name of after.properties.keys()) {
    if (before.properties.has(name) || addedNames.has(name)) continue
    const rule = after.required.has(name) ? 'field.addedRequired' : 'field.added'
    // A new field belongs to the new component.
    findings.push({ rule, path: at(name), ...(after.name !== undefined && { component: after.name }) })
  }
  const component = before.name ?? after.name
  // The innermost component wins.
  return [...findings, ...compareUnknown(was, is, path, below)].map((finding) =>
    component === undefined ? finding : { component, ...finding },
  )
}

/** Declares the fields that are required without being declared. */
function declareRequired(object: Alternative): Alternative {
  const undeclared = [...object.required].filter((name) => !object.properties.has(name))
  const open = undeclared.map((name): [string, Json] => [name, object.additional])
  return { ...object, properties: new Map([...object.properties, ...open]) }
}

function removalRule(direction: Direction, name: string, before: Alternative, after: Alternative): Finding['rule'] {
  if (direction === 'request') return after.additional === false ? 'field.removedClosed' : 'field.removed'
  return before.required.has(name) ? 'field.removed' : 'field.removedOptional'
}

function compareField(
  name: string,
  [before, was]: readonly [Alternative, Json],
  [after, is]: readonly [Alternative, Json],
  path: string,
  below: CompareBelow,
): Finding[] {
  const findings: Finding[] = []
  const [wasRequired, isRequired] = [before.required.has(name), after.required.has(name)]
  if (wasRequired !== isRequired) findings.push({ rule: isRequired ? 'field.required' : 'field.optional', path })
  const [wasDeprecated, isDeprecated] = [was, is].map((schema) => memberOf(schema, 'deprecated') === true)
  if (wasDeprecated !== isDeprecated)
    findings.push({ rule: isDeprecated ? 'field.deprecated' : 'field.undeprecated', path })
  const [oldDefault, newDefault] = [was, is].map((schema) => memberOf(schema, 'default'))
  if (!wasRequired && !isRequired && textOf(oldDefault) !== textOf(newDefault)) {
    findings.push({ rule: 'default.changed', path, before: textOf(oldDefault), after: textOf(newDefault) })
  }
  return [...findings, ...below({ before: was, after: is, path })]
}

/** A default as text; FastAPI uses null if the document has no default. */
function textOf(value: Json | undefined): string {
  return value === undefined ? 'null' : canonical(value)
}

function compareUnknown(before: Alternative, after: Alternative, path: string, below: CompareBelow): Finding[] {
  const [was, is] = [before.additional, after.additional]
  if (was === false && is !== false) return [{ rule: 'unknown.opened', path }]
  if (was !== false && is === false) {
    return [{ rule: before.properties.size > 0 ? 'unknown.closed' : 'unknown.closedMap', path }]
  }
  return was === false ? [] : below({ before: was, after: is, path: `${path}.*` })
}
