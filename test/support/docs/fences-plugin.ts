import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { entries } from './compile.ts'
import { fencesFolder, fencesOf, pages, pathOf, root } from './markdown.ts'

/**
 * Lets a test import a fence that has a file name: `import('fence:app.tsx')`. Fences import each other by file name,
 * and the sources of the package by its name.
 */
export function fencesPlugin(): Plugin {
  const named = pages.flatMap(fencesOf).filter(({ file }) => file !== undefined)
  const files = new Map(named.map((fence) => [pathOf(fence), fence.lines.join('\n')]))
  return {
    name: 'fences',
    enforce: 'pre',
    resolveId(specifier, importer = '') {
      const entry = entries[specifier]
      if (entry !== undefined) return join(root, entry)
      // The second form is the one Vite uses for a module that it has already resolved.
      const [, file] = /^(?:fence:|\/fences\/)(.+)$/.exec(specifier) ?? []
      if (file !== undefined) return join(fencesFolder, file)
      const path = join(dirname(importer), specifier)
      return importer.startsWith(fencesFolder)
        ? [`${path}.ts`, `${path}.tsx`].find((each) => files.has(each))
        : undefined
    },
    load: (path) => files.get(path),
  }
}
