import { type JsonObject, memberOf } from '../openapi/json.ts'
import { createCompiler } from './emit/compile.ts'
import { completeMappings } from './emit/complete-mappings.ts'
import { emitContractPage } from './emit/contract-page.ts'
import { emitTypes } from './emit/emit-types.ts'
import { judge } from './emit/judge.ts'
import { emitOperations } from './emit/operations.ts'
import { emitSchemas } from './emit/schemas.ts'
import type { Layout } from './load/config.ts'
import { type Lock, printLock } from './lock-file.ts'

/** Generated texts by path, relative to the root. */
export type Artefacts = ReadonlyMap<string, string>

/**
 * Generates every file from the normalised text of a contract, compiles the code, and adds the lock file. Writes only to
 * the scratch folder. Throws `invalidDocument` if a generated file holds what it may not, and `internal` if it does not
 * compile.
 */
export async function generate(contractText: string, lock: Lock, layout: Layout, scratch: string): Promise<Artefacts> {
  // Every generator starts from the normalised text, so that none depends on the order of the source.
  const contract: JsonObject = JSON.parse(contractText)
  const compiler = createCompiler()
  const operations = emitOperations(contract)
  const mapped = completeMappings(contract)
  const [types, schemas] = await Promise.all([
    emitTypes(JSON.stringify(mapped)),
    emitSchemas(mapped, scratch, compiler),
  ])
  const files = new Map(Object.entries({ 'types.ts': types, 'schemas.ts': schemas, 'operations.ts': operations }))
  judge(files, mapped)
  compiler.check(files)
  return new Map([
    [layout.contract, contractText],
    [layout.types, types],
    [layout.schemas, schemas],
    [layout.operations, operations],
    [layout.contractPage, emitContractPage(contract, groupOf(contract, lock))],
    [layout.lock, await printLock(lock, contractText)],
  ])
}

/** The title of the page: the selected tags, or the title of the document if operations are selected by id. */
function groupOf(contract: JsonObject, { flags }: Lock): string {
  if (flags.operations.length === 0) return flags.tags.join(' and ')
  return String(memberOf(memberOf(contract, 'info'), 'title'))
}
