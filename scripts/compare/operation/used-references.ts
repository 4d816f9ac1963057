import { canonical } from '../../openapi/canonical.ts'
import type { JsonObject } from '../../openapi/json.ts'
import { reachableFrom, resolveReference } from '../../openapi/references.ts'

/** The references that only one of two documents uses, and those with the same content in both. */
export interface UsedReferences {
  readonly removedNames: ReadonlySet<string>
  readonly addedNames: ReadonlySet<string>
  readonly sameReferences: ReadonlySet<string>
}

/** Compares what the operations of two documents refer to; unused components are ignored. */
export function compareUsedReferences(before: JsonObject, after: JsonObject): UsedReferences {
  const [was, is] = [before, after].map((document) => reachableFrom(document, document['paths']))
  const old = new Set(was)
  const common = [...old].filter((target) => is?.has(target))
  const alike = new Set(common.filter((target) => textOf(before, target) === textOf(after, target)))
  const isSame = (target: string): boolean =>
    [...reachableFrom(before, { $ref: target })].every((reached) => alike.has(reached))
  return {
    removedNames: new Set([...old].filter((target) => !is?.has(target)).map(nameOf)),
    addedNames: new Set([...(is ?? [])].filter((target) => !old.has(target)).map(nameOf)),
    sameReferences: new Set(common.filter(isSame)),
  }
}

function textOf(document: JsonObject, target: string): string {
  return canonical(resolveReference(document, target) ?? null)
}

function nameOf(target: string): string {
  return target.split('/').at(-1) ?? ''
}
