import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import { stayInside } from './stay-inside.ts'
import { readIfExists, rollBack, sha256, type UndoJournal, undoJournalFile, workFolder } from './undo-journal.ts'

/**
 * Writes all files or none. It prepares the new files, copies of the old files and an undo journal in a folder; one rename
 * makes the journal valid; then it renames each new file into place. The next run that finds a valid journal undoes it, so
 * a killed run changes nothing. Throws `internal` if a file cannot be written or leads out of the root, after
 * restoring the old files.
 */
export function replaceFiles(files: ReadonlyMap<string, string>, root: string): void {
  const work = join(root, workFolder)
  const draft = `${work}-${process.pid}`
  try {
    for (const path of files.keys()) stayInside(root, path)
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
    throw new CodegenFailure(
      'internal',
      `cannot write into ${root} (${reasonOf(cause)}); nothing was written, check the folder`,
      { cause },
    )
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

/** A rename never replaces a folder that is not empty, so only one of two concurrent runs succeeds. */
function claim(draft: string, work: string, root: string): void {
  try {
    renameSync(draft, work)
  } catch (cause) {
    throw new CodegenFailure('internal', `another run is writing into ${root}; wait for it and run again`, { cause })
  }
}
