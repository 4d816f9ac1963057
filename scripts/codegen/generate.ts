import { posix } from 'node:path'
import { type JsonObject, memberOf } from '../openapi/json.ts'
import { createCompiler } from './emit/compile.ts'
import { completeMappings } from './emit/complete-mappings.ts'
import { emitContractPage } from './emit/contract-page.ts'
import { emitTypes } from './emit/emit-types.ts'
import { judge } from './emit/judge.ts'
import { emitMsw } from './emit/msw.ts'
import { emitOperations } from './emit/operations.ts'
import { emitSchemas } from './emit/schemas.ts'
import type { Layout } from './load/config.ts'
import { type Lock, printLock } from './lock-file.ts'

/** Generated texts by path, relative to the root. */
export type Artefacts = ReadonlyMap<string, string>

/**
 * Generates every file from the normalised text of a contract, compiles the code, and adds the lock file. `command` is what
 * the first line of each file says to run. Throws `invalidDocument` if a generated file holds what it may not, and
 * `internal` if it does not compile.
 */
export async function generate(contractText: string, lock: Lock, layout: Layout, command: string): Promise<Artefacts> {
  // Every generator starts from the normalised text, so that none depends on the order of the source.
  const contract: JsonObject = JSON.parse(contractText)
  const header = `Generated from ${posix.basename(layout.contract)} by \`${command}\`; do not edit.`
  const compiler = createCompiler()
  const operations = emitOperations(contract, header)
  const mapped = completeMappings(contract)
  const [types, schemas] = await Promise.all([
    emitTypes(JSON.stringify(mapped), header),
    emitSchemas(mapped, header, compiler),
  ])
  const files = new Map(Object.entries({ 'types.ts': types, 'schemas.ts': schemas, 'operations.ts': operations }))
  judge(files, mapped)
  compiler.check(files)
  const { msw, contractPage } = layout
  return new Map([
    [layout.contract, contractText],
    [layout.types, types],
    [layout.schemas, schemas],
    [layout.operations, operations],
    ...(msw === false ? [] : ([[msw, emitMsw(msw, layout.types, header)]] as const)),
    ...(contractPage === false
      ? []
      : ([[contractPage, emitContractPage(contract, groupOf(contract, lock), header)]] as const)),
    [layout.lock, printLock(lock, contractText)],
  ])
}

/** The title of the page: the selected tags, or the title of the document if operations are selected by id. */
function groupOf(contract: JsonObject, { flags }: Lock): string {
  if (flags.operations.length === 0) return flags.tags.join(' and ')
  return String(memberOf(memberOf(contract, 'info'), 'title'))
}
