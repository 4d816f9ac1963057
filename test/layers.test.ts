import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Each tree from the bottom up: a unit imports itself and what stands above it in its list, and nothing else. */
const layers = {
  src: [
    ...['base', 'storage', 'model', 'generated', 'transport', 'login', 'session'],
    ...['options.ts', 'client.ts', 'index.ts', 'schemas.ts', 'react'],
  ],
  mock: [
    // The fakes for a client's tests come first: they know nothing of the portal.
    ...['base', 'fake-browser', 'tabs.ts', 'storage-tests', 'storage.ts'],
    ...['keys', 'email', 'policy', 'wire', 'state', 'rules', 'accounts', 'endpoints', 'fastapi', 'faults'],
    ...['portal', 'msw', 'index.ts', 'node.ts', 'browser.ts', 'playwright'],
    ...['console', 'server', 'calibrate', 'cli'],
  ],
  server: ['token-refused.ts', 'token-verifier.ts', 'index.ts'],
  scripts: [
    'openapi',
    'compare',
    'codegen',
    'check-package',
    'api-report',
    'mutants',
    'mutation',
    'soak',
    'lint',
    'names',
  ],
} as const
type Tree = keyof typeof layers
const trees = Object.keys(layers) as Tree[]

/** What never imports another unit, although that one stands above it. */
const separate: readonly (readonly [string, string])[] = [
  ['src/session', 'src/login'],
  ['src/schemas.ts', 'src/client.ts'],
  ['src/react', 'src/index.ts'],
]

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /\.tsx?$/.test(file))

const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .map((name) => (name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name))

const isLocal = (name: string): boolean =>
  /^(src|mock|server|scripts|demo|test|bench)\//.test(name) || name === 'openapi.json'
const clientFiles = filesIn('src')
const files = trees.flatMap(filesIn)
const imports = new Map(files.map((file) => [file, importsOf(file).filter(isLocal)]))

/** The first two parts of a path; a script that only starts what is in its folder counts as part of that folder. */
const unitOf = (file: string): string => {
  const unit = file.split('/').slice(0, 2).join('/')
  return unit.startsWith('scripts/') ? unit.replace(/\.ts$/, '') : unit
}

test.each(trees)('layers: %s imports downwards only', (tree) => {
  const order = layers[tree].map((unit) => `${tree}/${unit}`)
  const broken = filesIn(tree).flatMap((file) =>
    (imports.get(file) ?? [])
      .filter((imported) => imported.startsWith(`${tree}/`))
      .filter((imported) => {
        const [from, to] = [unitOf(file), unitOf(imported)]
        return order.indexOf(to) > order.indexOf(from) || separate.some(([a, b]) => a === from && b === to)
      })
      .map((imported) => `${file} -> ${imported}`),
  )
  expect(broken).toEqual([])
  expect(filesIn(tree).filter((file) => !order.includes(unitOf(file)))).toEqual([])
})

test.each([
  ['src', /^src\//],
  ['mock', /^(mock|src\/generated)\/|^openapi\.json$/],
  ['server', /^(server|src)\//],
  ['scripts', /^(scripts|test\/support\/model)\//],
] as const)('layers: %s reads no other tree, except the generated code and the contract', (tree, allowed) => {
  const broken = filesIn(tree).flatMap((file) =>
    (imports.get(file) ?? []).filter((imported) => !allowed.test(imported)).map((imported) => `${file} -> ${imported}`),
  )
  expect(filesIn(tree)).not.toEqual([])
  expect(broken).toEqual([])
})

test('layers: no circle of files', () => {
  expect(circlesIn(imports)).toEqual([])
})

test('layers: no circle of folders, at any depth', () => {
  const folders = new Set(files.flatMap(foldersAbove))
  const circles = [...folders].flatMap((folder) => circlesIn(graphWithin(folder)))
  expect(folders.size).toBeGreaterThan(trees.length)
  expect(circles).toEqual([])
})

test('layers: the client needs openapi-fetch and nothing else at run time', () => {
  const packages = new Set(
    clientFiles
      .filter((file) => !/^src\/(schemas\.ts|generated\/|react\/)/.test(file))
      .flatMap(importsOf)
      .filter((name) => !isLocal(name)),
  )
  expect([...packages]).toEqual(['openapi-fetch'])
  const behindTransport = clientFiles.filter((file) => importsOf(file).includes('openapi-fetch'))
  expect(behindTransport.filter((file) => !file.startsWith('src/transport/'))).toEqual([])
})

test('layers: files are short, named for what they are, and re-export by name', () => {
  const written = files.filter((file) => !file.includes('/generated/'))
  const text = (file: string): string => readFileSync(join(root, file), 'utf8')
  expect(written.filter((file) => text(file).split('\n').length > 250)).toEqual([])
  expect(written.filter((file) => /(^|\/)(utils?|helpers?|common|types)\.tsx?$/.test(file))).toEqual([])
  expect(written.filter((file) => !/^[a-z0-9-]+(\.d)?\.tsx?$/.test(file.split('/').at(-1) ?? ''))).toEqual([])
  expect(written.filter((file) => /^export \*/m.test(text(file)))).toEqual([])
})

type Graph = ReadonlyMap<string, readonly string[]>

/** Every way from a node back to itself, once. */
function circlesIn(graph: Graph): readonly string[] {
  const finished = new Set<string>()
  const circles: string[] = []
  const visit = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(' -> '))
    if (path.includes(node) || finished.has(node)) return
    for (const next of graph.get(node) ?? []) visit(next, [...path, node])
    finished.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return circles
}

/** The files and folders right below a folder, and which of them import which. */
function graphWithin(folder: string): Graph {
  const graph = new Map<string, string[]>()
  const childOf = (path: string): string | undefined =>
    path.startsWith(`${folder}/`) ? `${folder}/${path.slice(folder.length + 1).split('/')[0]}` : undefined
  for (const [file, imported] of imports) {
    const from = childOf(file)
    if (from === undefined) continue
    const to = imported.map(childOf).filter((child) => child !== undefined && child !== from)
    graph.set(from, [...(graph.get(from) ?? []), ...to.filter((child) => child !== undefined)])
  }
  return graph
}

function foldersAbove(file: string): readonly string[] {
  const parts = dirname(file).split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
