import { readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = readdirSync(resolve(root, 'mock'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `mock/${file}`)

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
  for (const entry of ['mock/index.ts', 'mock/browser.ts', 'mock/control.ts']) {
    expect([entry, [...reachedFrom(entry)].filter(isNode)]).toEqual([entry, []])
  }
  for (const entry of ['mock/server.ts', 'mock/cli.ts', 'mock/portal.ts']) {
    const isMsw = (name: string) => /^msw\b|mock\/msw/.test(name)
    expect([entry, [...reachedFrom(entry)].filter(isMsw)]).toEqual([entry, []])
  }
})

/** From the bottom to the top: a file imports from its own line and the lines above it in this list. */
const order = [
  'mock/base/',
  'mock/keys/',
  'mock/policy/',
  'mock/policy.ts',
  'mock/state.ts',
  'mock/state-shape.ts',
  'mock/world.ts',
  'mock/network-fault.ts',
  'mock/rules/',
  'mock/routes.ts',
  'mock/endpoints/',
  'mock/http/',
  'mock/tabs/',
  'mock/storage/',
  'mock/journal.ts',
  'mock/fault.ts',
  'mock/check-fault.ts',
  'mock/faults.ts',
  'mock/play-fault.ts',
  'mock/handle-request.ts',
  'mock/fake-name.ts',
  'mock/tenants.ts',
  'mock/users.ts',
  'mock/seed-users.ts',
  'mock/snapshot.ts',
  'mock/portal-api.ts',
  'mock/portal-options.ts',
  'mock/answering-fetch.ts',
  'mock/control.ts',
  'mock/portal.ts',
  'mock/msw.ts',
  'mock/contract-answer.ts',
  'mock/contract-http.ts',
  'mock/index.ts',
  'mock/node.ts',
  'mock/worker-script.ts',
  'mock/browser.ts',
  'mock/console/',
  'mock/server/',
  'mock/server.ts',
  'mock/read-options-file.ts',
  'mock/calibrate/',
  'mock/cli-help.ts',
  'mock/cli-options.ts',
  'mock/cli.ts',
]

/** The fakes for tests of a client stand beside the portal: no line of it imports them but the entry. */
const besides = ['mock/tabs/', 'mock/storage/']
const isBeside = (file: string) => besides.some((each) => file.startsWith(each))

const rankOf = (file: string) =>
  order.findIndex((each) => file === each || (each.endsWith('/') && file.startsWith(each)))

test('imports: they go down only', () => {
  for (const file of files.filter((each) => !isBeside(each))) {
    expect([file, rankOf(file)]).not.toEqual([file, -1])
    const upward = importsOf(file).filter((name) => name.startsWith('mock/') && rankOf(name) > rankOf(file))
    expect([file, upward]).toEqual([file, []])
    const toBeside = importsOf(file).filter(isBeside)
    expect([file, file === 'mock/index.ts' ? [] : toBeside]).toEqual([file, []])
  }
})
