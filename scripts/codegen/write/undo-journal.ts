import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CodegenFailure } from '../../openapi/failure.ts'

/** The folder in the root that exists while files are replaced; it is `.codegen-PID` while it is prepared or removed. */
export const workFolder = '.codegen'

/** The file name of the undo journal in the work folder. */
export const undoJournalFile = 'journal.json'

/** The files that a run is about to replace, with the hashes of the old and the new text; `before` is null for a new file. */
export interface UndoJournal {
  /** The process that writes. */
  readonly pid: number
  readonly files: readonly { readonly path: string; readonly before: string | null; readonly after: string }[]
}

/** Whether a run is replacing files or was killed while it did. */
export function wasInterrupted(root: string): boolean {
  return existsSync(join(root, workFolder))
}

/**
 * Undoes a killed run and removes its work folders. Throws `internal` if the run is still alive, or if a file was edited
 * since, so that no edit is lost.
 */
export function recover(root: string): void {
  if (!existsSync(root)) return
  for (const name of readdirSync(root).filter((entry) => entry.startsWith(`${workFolder}-`))) {
    const pid = Number(name.slice(workFolder.length + 1))
    if (!isAlive(pid)) rmSync(join(root, name), { recursive: true, force: true })
  }
  if (!wasInterrupted(root)) return
  const undoJournal: UndoJournal = JSON.parse(readFileSync(join(root, workFolder, undoJournalFile), 'utf8'))
  if (isAlive(undoJournal.pid)) {
    throw new CodegenFailure(
      'internal',
      `process ${undoJournal.pid} is writing into ${root}; wait for it, or, if it is not codegen, restore the files and delete ${workFolder}/ there`,
    )
  }
  rollBack(root, undoJournal)
}

/** Restores every file that was replaced already; it can be killed and repeated. Throws `internal` if a file was edited since. */
export function rollBack(root: string, { files }: UndoJournal): void {
  const work = join(root, workFolder)
  const texts = files.map(({ path }) => readIfExists(join(root, path)))
  const now = texts.map((text) => (text === undefined ? null : sha256(text)))
  const edited = files.find(({ before, after }, index) => now[index] !== before && now[index] !== after)
  if (edited) {
    throw new CodegenFailure(
      'internal',
      `${edited.path} was changed after a run was killed; restore the files, then delete ${workFolder}/ in ${root}`,
    )
  }
  for (const [index, { path, before, after }] of files.entries()) {
    if (before === after || now[index] !== after) continue
    if (before === null) rmSync(join(root, path))
    else {
      // A copy, since this run may be killed too.
      copyFileSync(join(work, `${index}.old`), join(work, `${index}.back`))
      renameSync(join(work, `${index}.back`), join(root, path))
    }
  }
  const done = `${work}-${process.pid}`
  renameSync(work, done)
  rmSync(done, { recursive: true })
}

/** The bytes of a file; undefined if it does not exist. */
export function readIfExists(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined
}

/** The hash that the undo journal stores, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // The process is alive and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
