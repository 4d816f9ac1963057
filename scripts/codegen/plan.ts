import { join, resolve } from 'node:path'
import { CodegenFailure } from '../openapi/failure.ts'
import { folderLayout, type Layout, packageLayout, packageRoot, readConfig } from './load/config.ts'
import { isUrl, type SourceRecord } from './load/read-source.ts'
import { type Selection, tidySelection } from './load/select.ts'
import { type Lock, parseLock } from './lock-file.ts'
import type { CodegenOptions } from './options.ts'
import { readIfExists } from './write/undo-journal.ts'

/** What a run reads, selects and writes. */
export interface Plan {
  /** The absolute path of the folder to write to. */
  readonly root: string
  readonly layout: Layout
  /** The source to read; undefined if a check can only use the committed contract. */
  readonly source: string | undefined
  readonly selection: Selection
  /** The lock file of the last run. */
  readonly lock: Lock | undefined
}

/**
 * Plans a run: the command line overrides `codegen.config.json`. For a folder given with `--out`, and for the source of a
 * check, the lock file replaces the configuration. Rejects with `usage` if no source is known.
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
    throw new CodegenFailure('usage', `${layout.lock} does not name a source that can be read again; give --source`)
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
