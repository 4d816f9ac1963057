import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findGuards } from './mutate.ts'

/** A file below `src/` with guards in it. */
export interface GuardedFile {
  /** From the root of the repository. */
  readonly file: string
  readonly text: string
  readonly guards: readonly string[]
}

/** Finds the files below `src/` that have guards. */
export function findGuardedFiles(root: string): readonly GuardedFile[] {
  return globSync('src/**/*.{ts,tsx}', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const guards = findGuards(text)
    return guards.length > 0 ? [{ file, text, guards }] : []
  })
}

/** The file with the marker of a guard. Throws unless exactly one file has it. */
export function findGuardedFile(files: readonly GuardedFile[], guard: string): GuardedFile {
  const [found, ...others] = files.filter(({ guards }) => guards.includes(guard))
  if (found === undefined) throw new Error(`no file in src/ has the comment: // guard: ${guard}`)
  if (others.length > 0) throw new Error(`several files in src/ have the comment: // guard: ${guard}`)
  return found
}
