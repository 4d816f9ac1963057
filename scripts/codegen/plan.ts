import { dirname, join, resolve } from 'node:path'
import { CodegenFailure } from '../openapi/failure.ts'
import { folderLayout, type Layout, readConfig } from './load/config.ts'
import { isUrl, type SourceRecord } from './load/read-source.ts'
import { type Selection, tidySelection } from './load/select.ts'
import { type Lock, parseLock } from './lock-file.ts'
import type { CodegenOptions } from './options.ts'
import { readIfExists } from './write/undo-journal.ts'

/** What a run reads, selects and writes. */
export interface Plan {
  /** The absolute path of the folder that the lock file's source is relative to: that of the configuration. */
  readonly home: string
  /** The absolute path of the folder to write to. */
  readonly root: string
  readonly layout: Layout
  /** The source to read; undefined if a check can only use the committed contract. */
  readonly source: string | undefined
  readonly selection: Selection
  /** The lock file of the last run. */
  readonly lock: Lock | undefined
}

/** The name of the configuration, unless `--config` gives another. */
const defaultConfig = 'codegen.config.json'

/**
 * Plans a run: the command line overrides the configuration. For a folder given with `--out`, and for the source of a
 * check, the lock file replaces the configuration. Rejects with `usage` if folder, source or selection are unknown.
 */
export async function makePlan(options: CodegenOptions, cwd: string): Promise<Plan> {
  const { mode, source, out } = options
  const file = resolve(cwd, options.config ?? defaultConfig)
  const home = dirname(file)
  const config = await readConfig(file)
  if (config === undefined && options.config !== undefined) {
    throw new CodegenFailure('usage', `there is no ${options.config}; name an existing file with --config`)
  }
  const configured = config && (isUrl(config.source) ? config.source : join(home, config.source))
  const root = out === undefined ? config && join(home, config.out) : resolve(cwd, out)
  if (root === undefined) throw unknown('the folder to write to', 'give --out')
  const layout = (out === undefined && config?.layout) || folderLayout
  const lock = parseLock(readIfExists(join(root, layout.lock))?.toString() ?? '')
  const remembered = out === undefined ? undefined : lock
  const isCheck = mode === 'check'
  const recorded = isCheck ? lock : remembered
  const found = source ?? (recorded ? placeOf(recorded.source, home) : configured)
  if (found === undefined && !(isCheck && lock)) {
    throw recorded
      ? new CodegenFailure('usage', `${layout.lock} does not name a source that can be read again; give --source`)
      : unknown('the source', 'give --source')
  }
  const selection = options.selection ?? remembered?.flags ?? config
  if (selection === undefined) throw unknown('what to select', 'give --tag or --operation')
  return {
    ...{ home, root, layout, lock },
    // A check without --source needs no network.
    source: source === undefined && isCheck && found !== undefined && isUrl(found) ? undefined : found,
    selection: tidySelection(selection),
  }
}

function unknown(what: string, remedy: string): CodegenFailure {
  return new CodegenFailure('usage', `${what} is not known: there is no ${defaultConfig} here; create it, or ${remedy}`)
}

function placeOf({ kind, name }: SourceRecord, home: string): string | undefined {
  if (kind === 'file') return join(home, name)
  return kind === 'url' ? name : undefined
}
