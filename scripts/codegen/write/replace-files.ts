import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import { readIfExists, rollBack, sha256, type UndoJournal, undoJournalFile, workFolder } from './undo-journal.ts'

/**
 * Writes files, all or none. First they are put beside copies of the old ones, with a journal of both; a rename makes
 * the journal valid; then each file is renamed to its place. Whoever finds a valid journal undoes what it lists, so that
 * a run killed anywhere has changed nothing. Throws `internal` where a file cannot be written; then, too, all is as before.
 */
export function replaceFiles(files: ReadonlyMap<string, string>, root: string): void {
  const work = join(root, workFolder)
  const draft = `${work}-${process.pid}`
  try {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { recursive: true })
    const undoJournal = writeDraft(files, root, draft)
    claim(draft, work, root)
    try {
      for (const [index, { path }] of undoJournal.files.entries()) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        renameSync(join(work, `${index}.new`), join(root, path))
      }
    } catch (cause) {
      rollBack(root, undoJournal)
      throw cause
    }
    renameSync(work, draft)
  } catch (cause) {
    if (cause instanceof CodegenFailure) throw cause
    throw new CodegenFailure('internal', `Cannot write into ${root}, so nothing was: ${reasonOf(cause)}`, { cause })
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function writeDraft(files: ReadonlyMap<string, string>, root: string, draft: string): UndoJournal {
  const undoJournal: UndoJournal = {
    pid: process.pid,
    files: [...files].map(([path, text], index) => {
      const before = readIfExists(join(root, path))
      if (before !== undefined) writeFileSync(join(draft, `${index}.old`), before)
      writeFileSync(join(draft, `${index}.new`), text)
      return { path, before: before === undefined ? null : sha256(before), after: sha256(text) }
    }),
  }
  writeFileSync(join(draft, undoJournalFile), JSON.stringify(undoJournal))
  return undoJournal
}

/** A folder that is not empty is never renamed over: of two runs one gets the place. */
function claim(draft: string, work: string, root: string): void {
  try {
    renameSync(draft, work)
  } catch (cause) {
    throw new CodegenFailure('internal', `Another run is writing into ${root}: wait for it and run again.`, { cause })
  }
}
