import { CodegenFailure, oneOfNames } from '../../openapi/failure.ts'
import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { listOperations, methods, readPathItem, tagsOf } from '../../openapi/list-operations.ts'
import { pointerTokens, reachableFrom, referencesIn, resolveReference } from '../../openapi/references.ts'

/** The operations to keep: those with one of the tags and those with one of the ids. */
export interface Selection {
  readonly tags: readonly string[]
  /** Values of `operationId`. */
  readonly operations: readonly string[]
}

/** A selection as the lock file stores it: sorted, without duplicates. */
export function tidySelection({ tags, operations }: Selection): Selection {
  const tidy = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()
  return { tags: tidy(tags), operations: tidy(operations) }
}

/**
 * The part of a document that the selected operations need, and nothing else: parameters, responses, schemas,
 * discriminator mappings, callbacks and security schemes, followed through all references. Throws `invalidDocument` if a
 * tag or an id selects nothing; the message names the known ones.
 */
export function selectOperations(document: JsonObject, selection: Selection): JsonObject {
  refuseUnknown(document, selection)
  const keep = (definition: Json | undefined): boolean =>
    tagsOf(definition).some((tag) => selection.tags.some((wanted) => wanted === tag)) ||
    selection.operations.some((id) => id === memberOf(definition, 'operationId'))
  const paths = keepIn(document, 'paths', keep)
  const webhooks = keepIn(document, 'webhooks', keep)
  const kept = [paths, webhooks].flatMap(operationsIn)
  const tags = new Set(kept.flatMap(tagsOf))
  const declaredTags = memberOf(document, 'tags')
  const security = kept.some((definition) => !Object.hasOwn(definition, 'security')) && memberOf(document, 'security')
  const roots = { paths, webhooks, ...(security && { security }) }
  const parts: JsonObject = {
    ...document,
    ...roots,
    tags: Array.isArray(declaredTags) ? declaredTags.filter((tag) => tags.has(memberOf(tag, 'name') ?? null)) : [],
    components: usedComponents(document, roots),
    security: security || [],
  }
  const selected = Object.fromEntries(
    Object.entries(parts).filter(([key, part]) => key === 'paths' || !isEmptied(key, part)),
  )
  refuseDanglingReferences(document, selected)
  return selected
}

function keepIn(document: JsonObject, key: string, keep: (definition: Json | undefined) => boolean): JsonObject {
  const items = Object.entries(objectIn(document, key)).map(([name, item]): [string, JsonObject] => {
    const whole = Object.entries(readPathItem(document, item))
    return [name, Object.fromEntries(whole.filter(([member, child]) => !methods.includes(member) || keep(child)))]
  })
  return Object.fromEntries(items.filter(([, item]) => methods.some((method) => Object.hasOwn(item, method))))
}

function operationsIn(items: JsonObject): JsonObject[] {
  return Object.values(items).flatMap((item) => methods.map((method) => memberOf(item, method)).filter(isObject))
}

/** Every component that the selected operations use; a reference into a part of a component keeps all of it. */
function usedComponents(document: JsonObject, roots: JsonObject): JsonObject {
  const used: Record<string, Record<string, Json>> = {}
  const waiting: Json[] = [roots]
  while (waiting.length > 0) {
    for (const target of reachableFrom(document, waiting.pop())) {
      const [root, kind = '', name = '', ...within] = pointerTokens(target)
      const component = memberOf(objectIn(objectIn(document, 'components'), kind), name)
      if (root !== 'components' || component === undefined || Object.hasOwn(used[kind] ?? {}, name)) continue
      const known = used[kind] ?? {}
      // Not assigned: `__proto__` would be no member.
      Object.defineProperty(known, name, { value: component, enumerable: true, configurable: true, writable: true })
      used[kind] = known
      // References of a whole component are among the targets already.
      if (within.length > 0) waiting.push(component)
    }
  }
  return used
}

function isEmptied(key: string, part: Json): boolean {
  if (!['webhooks', 'components', 'tags', 'security'].includes(key)) return false
  return Array.isArray(part) ? part.length === 0 : Object.keys(isObject(part) ? part : {}).length === 0
}

function refuseUnknown(document: JsonObject, selection: Selection): void {
  const operations = listOperations(document)
  const webhooks = operationsIn(objectIn(document, 'webhooks'))
  const definitions = [...operations.map(({ definition }) => definition), ...webhooks]
  const tags = new Set(definitions.flatMap(tagsOf).map(String))
  const ids = new Set(definitions.map((definition) => String(memberOf(definition, 'operationId') ?? '')))
  for (const [what, wanted, known] of [
    ['has no operation tagged', selection.tags, tags],
    ['has no operation with the id', selection.operations, ids],
  ] as const) {
    const unknown = wanted.find((name) => !known.has(name))
    if (unknown === undefined) continue
    const names = [...known].filter((name) => name !== '').sort()
    throw new CodegenFailure(
      'invalidDocument',
      `the document ${what} "${unknown}"; ${names.length > 0 ? `expected ${oneOfNames(names)}` : 'check the source'}`,
    )
  }
}

/** Rejects references into operations that were not selected; validation reports those that lead nowhere. */
function refuseDanglingReferences(document: JsonObject, selected: JsonObject): void {
  for (const { at, target } of referencesIn(selected)) {
    if (resolveReference(selected, target) !== undefined || resolveReference(document, target) === undefined) continue
    throw new CodegenFailure(
      'invalidDocument',
      `${at} refers to ${target}, which belongs to an operation that is not selected; select that operation too`,
    )
  }
}
