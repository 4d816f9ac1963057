import { join } from 'node:path'
import { CodegenFailure, exitCodes } from '../openapi/failure.ts'
import type { JsonObject } from '../openapi/json.ts'
import { parseDocument } from '../openapi/parse-document.ts'
import { reportChanges } from './change-report.ts'
import { addToChangelog } from './changelog.ts'
import type { Artefacts } from './generate.ts'
import type { Layout } from './load/config.ts'
import { type PreparedContract, prepareContract } from './load/prepare-contract.ts'
import { readSource } from './load/read-source.ts'
import { selectOperations } from './load/select.ts'
import type { Lock } from './lock-file.ts'
import type { CodegenOptions } from './options.ts'
import { makePlan, type Plan } from './plan.ts'
import type { CodegenPorts } from './ports.ts'
import type { Progress } from './progress.ts'
import { replaceFiles } from './write/replace-files.ts'
import { readIfExists, recover, wasInterrupted } from './write/undo-journal.ts'

/** Runs with valid options and resolves to one of {@link exitCodes}. Throws a `CodegenFailure` for any other one. */
export async function run(options: CodegenOptions, ports: CodegenPorts, step: Progress['step']): Promise<number> {
  const plan = await makePlan(options, ports.cwd)
  const { root, layout } = plan
  if (options.mode === 'write') recover(root, writtenPaths(layout))
  else if (wasInterrupted(root)) {
    throw new CodegenFailure(
      'drift',
      `a run in ${root} was killed before it finished; the next run that writes undoes it`,
    )
  }
  step('reading and checking the document')
  const { whole, contract, notes, lock } = await readContract(plan, options, ports)
  for (const note of notes) ports.err(`codegen: note: ${note}`)
  const committed = readIfExists(join(root, layout.contract))?.toString()
  step('comparing the contracts')
  const report = reportChanges(layout.contract, committed, contract, whole)
  if (options.report || report.changes.length > 0) ports.out(report.print(options.report ?? 'terminal'))
  // With --report, standard output has the report only.
  const say = options.report ? ports.err : ports.out
  const breaking = report.changes.filter(({ rating }) => rating === 'breaking').length
  if (options.mode === 'write' && breaking > 0 && options.acceptBreaking === undefined) {
    throw new CodegenFailure(
      'breaking',
      `${breaking} breaking, nothing was written; to accept breaking changes, add --accept-breaking "reason"`,
    )
  }
  // Loaded late: the generators take a second to load, and errors in the source are reported before that.
  step('generating and compiling')
  const { generate } = await import('./generate.ts')
  const stale = findStale(await generate(contract, lock, layout, ports.command), root)
  if (options.mode === 'write') {
    const files = new Map(stale)
    if (breaking > 0) {
      const changelog = readIfExists(join(root, layout.changelog))?.toString()
      files.set(layout.changelog, addToChangelog(changelog, options.acceptBreaking ?? '', report.changes))
    }
    if (files.size > 0) replaceFiles(files, root)
    say(files.size > 0 ? `codegen: wrote ${[...files.keys()].join(', ')}` : 'codegen: nothing changed')
    return exitCodes.same
  }
  const advice = options.mode === 'check' ? `is stale or missing; run \`${ports.command}\`` : 'would be written'
  for (const path of stale.keys()) ports.err(`codegen: ${path} ${advice}`)
  if (breaking > 0 && options.acceptBreaking === undefined) return exitCodes.breaking
  if (stale.size > 0) return exitCodes.drift
  say('codegen: up to date')
  return exitCodes.same
}

function writtenPaths(layout: Layout): readonly string[] {
  return Object.values(layout).filter((path) => path !== false)
}

/** The generated files that are missing on disk or differ from it. */
function findStale(artefacts: Artefacts, root: string): Artefacts {
  const differs = ([path, text]: [string, string]): boolean =>
    readIfExists(join(root, path))?.equals(Buffer.from(text)) !== true
  return new Map([...artefacts].filter(differs))
}

/** A contract and the document that it was selected from. */
interface SelectedContract extends PreparedContract {
  readonly whole: JsonObject
}

/** Reads the contract, and what the lock file stores about its source. */
async function readContract(
  { home, root, layout, source, selection, lock }: Plan,
  { mode }: CodegenOptions,
  ports: CodegenPorts,
): Promise<SelectedContract & { readonly lock: Lock }> {
  if (source === undefined && lock) {
    const text = readIfExists(join(root, layout.contract))?.toString() ?? ''
    const contract = await selectContract(layout.contract, text, (document) => document)
    return { ...contract, lock: { source: lock.source, flags: selection } }
  }
  const { text, record } = await readSource(source ?? '', home, ports)
  const contract = await selectContract(record.name, text, (document) => selectOperations(document, selection))
  // The same contract from another source does not count as drift.
  const isElsewhere = mode === 'dry-run' || (mode === 'check' && lock?.source.name !== record.name)
  return { ...contract, lock: { source: isElsewhere && lock ? lock.source : record, flags: selection } }
}

async function selectContract(
  name: string,
  text: string,
  select: (document: JsonObject) => JsonObject,
): Promise<SelectedContract> {
  const whole = parseDocument(name, text)
  return { whole, ...(await prepareContract(name, whole, select)) }
}
