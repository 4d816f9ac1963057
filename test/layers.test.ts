import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

// The client from the bottom up: a layer imports itself and what stands above it in this list, and nothing else.
const layers = [
  'base',
  'generated',
  'transport',
  'login',
  'session',
  'options.ts',
  'client.ts',
  'index.ts',
  'schemas.ts',
  'react',
]
const strangers: readonly (readonly [string, string])[] = [
  ['session', 'login'],
  ['schemas.ts', 'client.ts'],
  ['react', 'index.ts'],
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

const isLocal = (name: string): boolean => /^(src|mock|scripts|demo|test|bench)\//.test(name) || name === 'openapi.json'
const clientFiles = filesIn('src')
const mockFiles = filesIn('mock')
const layerOf = (file: string): string => file.split('/')[1] ?? ''

test('layers: the client imports downwards only', () => {
  const broken = clientFiles.flatMap((file) =>
    importsOf(file)
      .filter(isLocal)
      .filter((imported) => {
        if (!imported.startsWith('src/')) return true
        const from = layerOf(file)
        const to = layerOf(imported)
        return layers.indexOf(to) > layers.indexOf(from) || strangers.some(([a, b]) => a === from && b === to)
      })
      .map((imported) => `${file} -> ${imported}`),
  )
  expect(broken).toEqual([])
  expect(clientFiles.map(layerOf).filter((layer) => !layers.includes(layer) && layer !== 'tsconfig.json')).toEqual([])
})

test('layers: the mock reads the generated code and the contract, and no client code', () => {
  const broken = mockFiles.flatMap((file) =>
    importsOf(file)
      .filter(isLocal)
      .filter((imported) => !/^(mock|src\/generated)\/|^openapi\.json$/.test(imported))
      .map((imported) => `${file} -> ${imported}`),
  )
  expect(mockFiles).not.toEqual([])
  expect(broken).toEqual([])
})

test('layers: no file imports itself round about', () => {
  const graph = new Map([...clientFiles, ...mockFiles].map((file) => [file, importsOf(file).filter(isLocal)]))
  const finished = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (path.includes(file) || finished.has(file)) return
    for (const imported of graph.get(file) ?? []) visit(imported, [...path, file])
    finished.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  expect(cycles).toEqual([])
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
  const written = [...clientFiles, ...mockFiles, ...filesIn('scripts')].filter((file) => !file.includes('/generated/'))
  const text = (file: string): string => readFileSync(join(root, file), 'utf8')
  expect(written.filter((file) => text(file).split('\n').length > 250)).toEqual([])
  expect(written.filter((file) => /(^|\/)(utils?|helpers?|common|types)\.tsx?$/.test(file))).toEqual([])
  expect(written.filter((file) => !/^[a-z0-9-]+(\.d)?\.tsx?$/.test(file.split('/').at(-1) ?? ''))).toEqual([])
  expect(written.filter((file) => /^export \*/m.test(text(file)))).toEqual([])
})
