import { CodegenFailure } from '../../openapi/failure.ts'
import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { listOperations, methods, readPathItem, tagsOf } from '../../openapi/list-operations.ts'
import { pointerTokens, reachableFrom, referencesIn, resolveReference } from '../../openapi/references.ts'

/** Which operations to keep: those with one of the tags, and those with one of the ids. */
export interface Selection {
  readonly tags: readonly string[]
  readonly operations: readonly string[]
}

/** A selection as it is written down: order and repetition of names ask for nothing else. */
export function tidySelection({ tags, operations }: Selection): Selection {
  const tidy = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()
  return { tags: tidy(tags), operations: tidy(operations) }
}

/**
 * The part of a document that selected operations need, and nothing else: parameters, answers, schemas, discriminator
 * mappings, callbacks and security schemes, however far the references go. Throws `invalidDocument` where a tag or an id
 * selects nothing; the message names those there are.
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
  const cut = Object.fromEntries(
    Object.entries(parts).filter(([key, part]) => key === 'paths' || !isEmptied(key, part)),
  )
  refuseDanglingReferences(document, cut)
  return cut
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

/** Every component that the selected operations lead to, whole: a reference into a part of one keeps all of it. */
function usedComponents(document: JsonObject, roots: JsonObject): JsonObject {
  const used: Record<string, Record<string, Json>> = {}
  const waiting: Json[] = [roots]
  while (waiting.length > 0) {
    for (const target of reachableFrom(document, waiting.pop())) {
      const [root, kind = '', name = '', ...within] = pointerTokens(target)
      const component = memberOf(objectIn(objectIn(document, 'components'), kind), name)
      if (root !== 'components' || component === undefined || Object.hasOwn(used[kind] ?? {}, name)) continue
      used[kind] = { ...used[kind], [name]: component }
      // What a whole component leads to is among the targets already.
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
      `The document ${what} "${unknown}"; it has ${names.join(', ') || 'none'}. Check the name and the source.`,
    )
  }
}

/** A reference into an operation that was not selected would lead nowhere. */
function refuseDanglingReferences(document: JsonObject, cut: JsonObject): void {
  const loose = referencesIn(cut).find(({ target }) => resolveReference(cut, target) === undefined)
  if (!loose) return
  const exists = resolveReference(document, loose.target) !== undefined
  throw new CodegenFailure(
    'invalidDocument',
    exists
      ? `${loose.at} refers to ${loose.target}, which belongs to an operation that is not selected: select that too.`
      : `${loose.at} refers to ${loose.target}, which does not exist: mend the reference.`,
  )
}
