import { join } from 'node:path'
import type { Artefacts } from './generate.ts'
import { readIfThere } from './write/undo-journal.ts'

/** The generated files whose committed bytes are missing or differ. */
export function findStale(artefacts: Artefacts, root: string): Artefacts {
  const differs = ([path, text]: [string, string]): boolean =>
    readIfThere(join(root, path))?.equals(Buffer.from(text)) !== true
  return new Map([...artefacts].filter(differs))
}
