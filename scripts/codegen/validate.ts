import { CodegenFailure } from './failure.ts'
import { type JsonObject, memberOf } from './json.ts'
import { listOperations } from './list-operations.ts'
import { referencesIn, resolveReference } from './references.ts'

/** Refuses, with `invalidDocument`, a document the later steps cannot work from: each message names the place. */
export function validateDocument(file: string, document: JsonObject, tag: string): void {
  const version = memberOf(document, 'openapi')
  if (typeof version !== 'string' || !/^3\.1\.\d+$/.test(version)) {
    const found = typeof version === 'string' ? `OpenAPI ${version}` : 'no OpenAPI document'
    throw new CodegenFailure(
      'invalidDocument',
      `${file} is ${found}, not OpenAPI 3.1: export it from the backend as 3.1.`,
    )
  }
  const info = memberOf(document, 'info')
  if (typeof memberOf(info, 'title') !== 'string' || typeof memberOf(info, 'version') !== 'string') {
    throw new CodegenFailure('invalidDocument', `${file} lacks info.title or info.version at #/info: add them.`)
  }
  for (const { at, target } of referencesIn(document)) {
    // Redocly would resolve a file or URL beside the source, so the same command would read what is not committed.
    if (!target.startsWith('#/')) {
      throw new CodegenFailure(
        'invalidDocument',
        `${file} refers outside itself to ${target} at ${at}: bundle it into one document first.`,
      )
    }
    if (resolveReference(document, target) === undefined) {
      throw new CodegenFailure(
        'invalidDocument',
        `${file} refers to ${target} at ${at}, which does not exist: mend the reference.`,
      )
    }
  }
  const operations = listOperations(document)
  if (operations.some((operation) => operation.tags.includes(tag))) return
  const tags = [...new Set(operations.flatMap((operation) => operation.tags))].sort()
  throw new CodegenFailure(
    'invalidDocument',
    `${file} has no operation tagged "${tag}" (its tags: ${tags.join(', ') || 'none'}): check the source.`,
  )
}
