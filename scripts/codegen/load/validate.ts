import { CodegenFailure } from '../../openapi/failure.ts'
import { type Json, type JsonObject, memberOf } from '../../openapi/json.ts'
import { referencesIn, resolveReference } from '../../openapi/references.ts'
import { lintDocument } from './lint.ts'

/**
 * Rejects with `invalidDocument` if a document is not valid OpenAPI 3.1, or has references that are external, dangling or
 * circular; each message has the JSON pointer of the place.
 */
export async function validateDocument(name: string, document: JsonObject): Promise<void> {
  const info = memberOf(document, 'info')
  if (!isText(memberOf(info, 'title')) || !isText(memberOf(info, 'version'))) {
    throw invalid(`${name} lacks info.title or info.version at #/info; add both as text`)
  }
  for (const { at, target } of referencesIn(document)) {
    // With an external reference, a run would depend on files that are not committed.
    if (!target.startsWith('#/')) {
      throw invalid(`${name} has an external reference to ${target} at ${at}; bundle it into one document first`)
    }
    if (resolveReference(document, target) === undefined) {
      throw invalid(`${name} refers to ${target} at ${at}, which does not exist; correct the reference`)
    }
    if (isCircle(document, target)) {
      throw invalid(`${name} refers to ${target} at ${at}, which refers only to itself; correct the reference`)
    }
  }
  const [problem, ...others] = await lintDocument(document)
  if (!problem) return
  throw invalid(
    `${name} is not valid OpenAPI 3.1 at ${problem.pointer} (${problem.message}); correct the document`,
    others.map(({ pointer, message }) => `${pointer}: ${message}`),
  )
}

/** Whether a chain of bare references never ends. */
function isCircle(document: JsonObject, start: string): boolean {
  const seen = new Set<Json>()
  for (let target: Json | undefined = start; typeof target === 'string'; ) {
    if (seen.has(target)) return true
    seen.add(target)
    target = memberOf(resolveReference(document, target), '$ref')
  }
  return false
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== ''
}

function invalid(message: string, details: readonly string[] = []): CodegenFailure {
  return new CodegenFailure('invalidDocument', message, { details })
}
