import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import { isObject, type Json, memberOf } from '../../openapi/json.ts'
import { stayInside } from './stay-inside.ts'

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
 * Undoes a killed run and removes its work folders. Only `paths`, relative to the root, are ever restored or deleted.
 * Throws `internal` if the run is still alive, if a file was edited since, so that no edit is lost, or if the undo journal
 * was not written by a run that writes these paths.
 */
export function recover(root: string, paths: readonly string[]): void {
  if (!existsSync(root)) return
  for (const name of readdirSync(root).filter((entry) => /^\.codegen-\d+$/.test(entry))) {
    const pid = Number(name.slice(workFolder.length + 1))
    if (!isAlive(pid)) rmSync(join(root, name), { recursive: true, force: true })
  }
  if (!wasInterrupted(root)) return
  const undoJournal = readUndoJournal(root, paths)
  if (isAlive(undoJournal.pid)) {
    throw new CodegenFailure(
      'internal',
      `process ${undoJournal.pid} is writing into ${root}; wait for it, or, if it is not codegen, restore the files and delete ${workFolder}/ there`,
    )
  }
  rollBack(root, undoJournal)
}

/** Anybody who can write into the root can put an undo journal there, so nothing in it is believed. */
function readUndoJournal(root: string, paths: readonly string[]): UndoJournal {
  const refused = (what: string, cause?: unknown): CodegenFailure =>
    new CodegenFailure('internal', `${join(root, workFolder)} ${what}; restore the files, then delete it`, { cause })
  if (!lstatSync(join(root, workFolder)).isDirectory()) throw refused('is not a folder')
  const { pid, files } = parseUndoJournal(join(root, workFolder, undoJournalFile), refused)
  const foreign = files.find(({ path }) => !paths.includes(path))
  if (foreign) throw refused(`has an undo journal that names ${foreign.path}, which no run writes`)
  for (const [index, { path, before }] of files.entries()) {
    stayInside(root, path)
    const old = join(root, workFolder, `${index}.old`)
    if (before === null || (isRegularFile(old) && sha256(readFileSync(old)) === before)) continue
    throw refused(`lacks the old ${path}`)
  }
  return { pid, files }
}

function parseUndoJournal(file: string, refused: (what: string, cause?: unknown) => CodegenFailure): UndoJournal {
  try {
    const journal: Json = JSON.parse(readFileSync(file, 'utf8'))
    const [pid, files] = [memberOf(journal, 'pid'), memberOf(journal, 'files')]
    if (typeof pid === 'number' && Array.isArray(files)) return { pid, files: files.map(parseEntry) }
  } catch (cause) {
    throw refused(`has no undo journal that can be read (${reasonOf(cause)})`, cause)
  }
  throw refused('has no undo journal')
}

function parseEntry(entry: Json): UndoJournal['files'][number] {
  const [path, before, after] = ['path', 'before', 'after'].map((key) => memberOf(entry, key))
  if (!isObject(entry) || typeof path !== 'string' || typeof after !== 'string') throw new Error('an entry is not one')
  if (before !== null && typeof before !== 'string') throw new Error('an entry has no hash')
  return { path, before, after }
}

function isRegularFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true
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
