import type { JsonObject } from '../../openapi/json.ts'
import { convertDocument, refuseOtherVersions } from './convert.ts'
import { keepKnownKeywords } from './keep-known.ts'
import { printNormalised } from './normalise.ts'
import { printNotes } from './notes.ts'
import { refuseNames } from './refuse-names.ts'
import { refusePatterns } from './refuse-patterns.ts'
import { validateDocument } from './validate.ts'

/** The normalised text of a contract, and what was done to it, as lines. */
export interface PreparedContract {
  readonly contract: string
  readonly notes: readonly string[]
}

/**
 * Selects a contract from a document, then converts it to OpenAPI 3.1 and validates it: what is not selected may be as it
 * likes. Rejects with `invalidDocument`; each message has the JSON pointer of the place.
 */
export async function prepareContract(
  name: string,
  whole: JsonObject,
  select: (document: JsonObject) => JsonObject,
): Promise<PreparedContract> {
  refuseOtherVersions(name, whole)
  const selected = select(whole)
  refuseNames(name, selected)
  const converted = convertDocument(selected)
  const { document, notes } = keepKnownKeywords(converted.document)
  refusePatterns(name, document)
  await validateDocument(name, document)
  return { contract: printNormalised(document), notes: printNotes([...converted.notes, ...notes]) }
}
