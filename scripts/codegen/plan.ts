import { join, resolve } from 'node:path'
import { CodegenFailure } from '../openapi/failure.ts'
import { folderLayout, type Layout, packageLayout, packageRoot, readConfig } from './load/config.ts'
import { isUrl, type SourceRecord } from './load/read-source.ts'
import { type Selection, tidySelection } from './load/select.ts'
import { type Lock, parseLock } from './lock-file.ts'
import type { CodegenOptions } from './options.ts'
import { readIfExists } from './write/undo-journal.ts'

/** What a run reads, keeps and writes. */
export interface Plan {
  readonly root: string
  readonly layout: Layout
  /** What to read; undefined where a check has the committed contract alone to go by. */
  readonly source: string | undefined
  readonly selection: Selection
  /** What the last run wrote down. */
  readonly lock: Lock | undefined
}

/**
 * Decides what a run is about: the command line comes first, then `codegen.config.json`. A folder given with `--out`
 * has its lock file in place of that, and so has a check, which holds what is there against the run that wrote it.
 */
export async function makePlan({ mode, source, out, selection }: CodegenOptions, cwd: string): Promise<Plan> {
  const config = await readConfig()
  const isPackage = out === undefined
  const root = isPackage ? packageRoot : resolve(cwd, out)
  const layout = isPackage ? packageLayout : folderLayout
  const lock = parseLock(readIfExists(join(root, layout.lock))?.toString() ?? '')
  const remembered = isPackage ? undefined : lock
  const configured = isUrl(config.source) ? config.source : join(packageRoot, config.source)
  const isCheck = mode === 'check'
  const recorded = isCheck ? lock : remembered
  const found = source ?? (recorded ? placeOf(recorded.source) : configured)
  if (found === undefined && !isCheck) {
    throw new CodegenFailure('usage', `${layout.lock} does not say where to read its document again: give --source.`)
  }
  return {
    root,
    layout,
    // A check without --source needs no network.
    source: source === undefined && isCheck && found !== undefined && isUrl(found) ? undefined : found,
    selection: tidySelection(selection ?? remembered?.flags ?? config),
    lock,
  }
}

function placeOf({ kind, name }: SourceRecord): string | undefined {
  if (kind === 'file') return join(packageRoot, name)
  return kind === 'url' ? name : undefined
}
