import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CodegenFailure } from '../../openapi/failure.ts'

/** In the root while files are replaced; `.codegen-PID` while that is prepared or cleared away. */
export const workFolder = '.codegen'

/** The journal's name in the work folder. */
export const undoJournalFile = 'journal.json'

/** What a run is about to replace, with the hashes of both texts; `before` is null where there is no file yet. */
export interface UndoJournal {
  readonly pid: number
  readonly files: readonly { readonly path: string; readonly before: string | null; readonly after: string }[]
}

/** Whether a run was killed while it replaced files. */
export function wasInterrupted(root: string): boolean {
  return existsSync(join(root, workFolder))
}

/**
 * Makes a killed run undone, and takes away what it left. Throws `internal` where the run still lives, and where a file
 * was changed since, so that no edit is lost.
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
      `Process ${undoJournal.pid} is writing into ${root}: wait for it. If it is no codegen, restore the files and delete ${workFolder}/ there.`,
    )
  }
  rollBack(root, undoJournal)
}

/** Puts back every file that was replaced already. It may be killed and begun again. */
export function rollBack(root: string, { files }: UndoJournal): void {
  const work = join(root, workFolder)
  const texts = files.map(({ path }) => readIfExists(join(root, path)))
  const now = texts.map((text) => (text === undefined ? null : sha256(text)))
  const edited = files.find(({ before, after }, index) => now[index] !== before && now[index] !== after)
  if (edited) {
    throw new CodegenFailure(
      'internal',
      `${edited.path} was changed after a run had been killed: restore the files, then delete ${workFolder}/ in ${root}.`,
    )
  }
  for (const [index, { path, before, after }] of files.entries()) {
    if (before === after || now[index] !== after) continue
    if (before === null) rmSync(join(root, path))
    else {
      // A copy, since this may be killed too.
      copyFileSync(join(work, `${index}.old`), join(work, `${index}.back`))
      renameSync(join(work, `${index}.back`), join(root, path))
    }
  }
  const done = `${work}-${process.pid}`
  renameSync(work, done)
  rmSync(done, { recursive: true })
}

/** A file's bytes; undefined where there is none. */
export function readIfExists(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined
}

/** The hash that a journal compares by. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
