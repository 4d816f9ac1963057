import { canonical } from '../../openapi/canonical.ts'
import { isObject, type Json, type JsonObject, objectIn } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'
import { reachableFrom, resolveReference } from '../../openapi/references.ts'
import type { Finding } from '../rules/change.ts'
import type { OperationPair } from './match-operations.ts'

interface Documents {
  readonly before: JsonObject
  readonly after: JsonObject
}

/** What differs in one webhook. */
export interface WebhookFindings {
  /** Stands for the webhook; its method is `WEBHOOK`, its path the name. */
  readonly operation: Operation
  readonly findings: readonly Finding[]
}

/** The callbacks of an operation that differ; what differs in them is not compared. */
export function compareCallbacks(documents: Documents, { before, after }: OperationPair): Finding[] {
  return compareNames(documents, before.definition, after.definition, 'callbacks').map(([, finding]) => finding)
}

/** The webhooks that differ; what differs in them is not compared. */
export function compareWebhooks(documents: Documents): WebhookFindings[] {
  return compareNames(documents, documents.before, documents.after, 'webhooks').map(([path, finding]) => ({
    operation: { method: 'WEBHOOK', path, tags: [], definition: {} },
    findings: [finding],
  }))
}

function compareNames(
  documents: Documents,
  was: JsonObject,
  is: JsonObject,
  place: 'callbacks' | 'webhooks',
): (readonly [name: string, finding: Finding])[] {
  const [before, after] = [objectIn(was, place), objectIn(is, place)]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name): (readonly [string, Finding])[] => {
    const rule = ruleFor(documents, before[name], after[name])
    return rule === undefined ? [] : [[name, { rule, path: `${place}.${name}` }]]
  })
}

function ruleFor(documents: Documents, before: Json | undefined, after: Json | undefined): Finding['rule'] | undefined {
  if (before === undefined) return 'callback.added'
  if (after === undefined) return 'callback.removed'
  return textOf(documents.before, before) === textOf(documents.after, after) ? undefined : 'callback.changed'
}

/** A callback as text, with what it refers to and without prose. */
function textOf(document: JsonObject, value: Json): string {
  const used = [...reachableFrom(document, value)].sort()
  const parts = used.map((target) => [target, withoutProse(resolveReference(document, target) ?? null)])
  return canonical([withoutProse(value), parts])
}

const prose = new Set(['summary', 'description', 'title', 'example', 'examples', 'externalDocs', 'tags'])

function withoutProse(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutProse)
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key, child]) => !key.startsWith('x-') && !isProse(key, child))
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutProse(child)]))
}

/** A field may have the name of a keyword; its value is a schema then. */
function isProse(key: string, value: Json): boolean {
  return prose.has(key) && (key === 'example' || Array.isArray(value) || typeof value === 'string')
}
