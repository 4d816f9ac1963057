import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Artefacts } from './generate.ts'

/** The paths whose committed text is missing or differs from the generated one. */
export async function findStale(artefacts: Artefacts, root: string): Promise<string[]> {
  const stale: string[] = []
  for (const [path, text] of artefacts) {
    const committed = await readFile(join(root, path), 'utf8').catch(() => undefined)
    if (committed !== text) stale.push(path)
  }
  return stale
}

/** Writes every generated file: first all of them beside their targets, so that a full disk leaves the targets as they were. */
export async function replaceFiles(artefacts: Artefacts, root: string): Promise<void> {
  const moves: { from: string; to: string }[] = []
  for (const [path, text] of artefacts) {
    const to = join(root, path)
    const from = `${to}.next`
    await mkdir(dirname(to), { recursive: true })
    await writeFile(from, text)
    moves.push({ from, to })
  }
  for (const { from, to } of moves) await rename(from, to)
}
