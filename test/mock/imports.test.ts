import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a file imports: a package's name, or a path from the repository's root. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(resolve(root, file), 'utf8'))
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? relative(root, resolve(root, dirname(file), fileName)) : fileName,
  )
}

/** Every file and package an entry reaches. */
function reachedFrom(entry: string, reached: Set<string> = new Set()): Set<string> {
  for (const name of importsOf(entry)) {
    if (reached.has(name)) continue
    reached.add(name)
    if (name.startsWith('mock/')) reachedFrom(name, reached)
  }
  return reached
}

test('imports: the core runs in a browser, the server without MSW', () => {
  const isNode = (name: string) => name.startsWith('node:')
  for (const entry of ['mock/index.ts', 'mock/browser.ts', 'mock/portal/control.ts']) {
    expect([entry, [...reachedFrom(entry)].filter(isNode)]).toEqual([entry, []])
  }
  for (const entry of ['mock/server/server.ts', 'mock/cli/cli.ts', 'mock/portal/portal.ts']) {
    const isMsw = (name: string) => /^msw\b|mock\/msw/.test(name)
    expect([entry, [...reachedFrom(entry)].filter(isMsw)]).toEqual([entry, []])
  }
})

test('imports: the fake browser and the storage tests reach no package and no part of the portal', () => {
  const allowed = /^mock\/(fake-browser|storage-tests|base)\//
  for (const entry of ['mock/tabs.ts', 'mock/storage.ts']) {
    const reached = [...reachedFrom(entry)]
    expect(reached).not.toEqual([])
    expect([entry, reached.filter((name) => !allowed.test(name))]).toEqual([entry, []])
  }
})
