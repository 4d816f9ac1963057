import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { artefactPaths } from './config.ts'
import { emitOperations } from './emit-operations.ts'
import { emitSchemas } from './emit-schemas.ts'
import { emitTypes } from './emit-types.ts'
import { filterByTag } from './filter.ts'
import type { JsonObject } from './json.ts'
import { printNormalised } from './normalise.ts'

/** Generated texts by path, relative to the root. */
export type Artefacts = ReadonlyMap<string, string>

/** Everything that is generated from a valid backend document. Nothing is written outside a scratch folder. */
export async function generate(document: JsonObject, tag: string): Promise<Artefacts> {
  const scratch = await mkdtemp(join(tmpdir(), 'scaikey-codegen-'))
  try {
    const contractText = printNormalised(await filterByTag(document, tag, scratch))
    // Every generator starts from the normalised text, so that none can see the order of the source.
    const contract = JSON.parse(contractText)
    const operations = emitOperations(contract)
    const [types, schemas] = await Promise.all([emitTypes(contractText), emitSchemas(contract, scratch)])
    return new Map([
      [artefactPaths.contract, contractText],
      [artefactPaths.types, types],
      [artefactPaths.schemas, schemas],
      [artefactPaths.operations, operations],
    ])
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
