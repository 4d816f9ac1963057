import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'esbuild'
import { expect, test } from 'vitest'
import { bundle, root } from './support/bundle.ts'

const entry = './src/index.ts'

test('entry: the client is its own code and openapi-fetch, and stays small', async () => {
  const { code, metafile } = await bundle({ entryPoints: [entry], minify: true })
  const foreign = Object.keys(metafile.inputs).filter((path) => !/^(src|node_modules\/openapi-fetch)\//.test(path))

  expect(Object.keys(metafile.inputs)).toContain('src/client.ts')
  expect(foreign).toEqual([])
  expect(Object.keys(metafile.inputs).filter((path) => /^src\/(react|schemas|generated\/schemas)/.test(path))).toEqual(
    [],
  )
  expect(gzipSync(code).length).toBeLessThan(22_300)
})

/** What an application imports, and the most bytes that it may weigh as a production build, minified and gzipped. */
const weights: readonly (readonly [imported: string, maxBytes: number])[] = [
  ['isPortalAuthError', 390],
  ['PortalAuthError', 560],
  ['memoryStorage', 170],
  ['webStorage', 160],
  ['indexedDbStorage', 1_030],
  ['createLoginFlow', 5_000],
  ['createPortalClient', 2_700],
  ['createApiClient', 2_870],
  ['createSessionMiddleware', 220],
  ['schemas', 500],
  ['createPortalAuth', 16_480],
  ['createPortalAuth, isPortalAuthError', 16_490],
  ['createPortalAuth, isPortalAuthError, indexedDbStorage', 17_150],
  ['createPortalAuth, isPortalAuthError, webStorage', 16_560],
  ['createPortalAuth, isPortalAuthError, createLoginFlow', 18_420],
  ['createPortalAuth, isPortalAuthError, createPortalClient', 18_860],
  ['createPortalAuth, isPortalAuthError, createApiClient', 18_910],
  ['createPortalAuth, isPortalAuthError, createSessionMiddleware', 16_600],
  ['createPortalAuth, isPortalAuthError, schemas', 16_900],
]

/** Weighs exports of the main entry and of `…/schemas`; zod is the application's. */
async function weigh(imported: string): Promise<{ readonly min: number; readonly gzip: number }> {
  const names = imported.split(', ')
  const contents = [
    `export { ${names.filter((name) => name !== 'schemas').join(', ')} } from '${entry}'`,
    ...(names.includes('schemas') ? ["export { schemas } from './src/schemas.ts'"] : []),
  ].join('\n')
  const { code } = await bundle({ stdin: { contents, resolveDir: root }, minify: true, external: ['zod', 'zod/*'] })
  return { min: Buffer.byteLength(code), gzip: gzipSync(code, { level: 9 }).length }
}

test('entry: each export, and those that belong together, weigh no more than their limits', async () => {
  const rows = await Promise.all(
    weights.map(async ([imported, max]) => ({ imported, ...(await weigh(imported)), max })),
  )
  console.table(rows)
  expect(rows.filter(({ gzip, max }) => gzip > max)).toEqual([])
})

// Removes `sideEffects: false`, so that the bundler drops only code without side effects.
const disbelieve: Plugin = {
  name: 'disbelieve',
  setup(toBuild) {
    toBuild.onResolve({ filter: /^\./ }, ({ path, importer }) => ({
      path: resolve(importer === '' ? root : dirname(importer), path),
      sideEffects: true,
    }))
    toBuild.onResolve({ filter: /^[^.]/ }, ({ path }) => ({ path, external: true, sideEffects: false }))
  },
}

const effectsOf = async (contents: string): Promise<string> => {
  const stdin = { contents, resolveDir: root }
  const { code } = await bundle({ stdin, plugins: [disbelieve], pure: ['Object.freeze'] })
  return code.replaceAll(/^\/\/.*$/gm, '').trim()
}

test('entry: the check reports code with a side effect', async () => {
  expect(await effectsOf('export const startedAtMs = Date.now()')).toContain('Date.now()')
})

test.each(['./src/index.ts', './src/schemas.ts'])(
  'entry: %s is without side effects, as package.json promises',
  async (path) => {
    expect(await effectsOf(`import '${path}'`)).toBe('')
  },
)

const globals = [
  ...['Date', 'performance', 'crypto', 'process', 'navigator', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'queueMicrotask'],
  ...['requestAnimationFrame', 'requestIdleCallback', 'BroadcastChannel', 'MessageChannel', 'Worker', 'SharedWorker'],
  ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'location', 'history'],
  ...['document', 'window', 'self', 'addEventListener', 'removeEventListener'],
]

/** Imports a module and records each access to the globals above and to Math.random, and each global that it adds. */
const touchedBy = async (specifier: string): Promise<string[]> => {
  const script = `
    const { stdout } = process
    const touched = new Set()
    const values = ${JSON.stringify(globals)}.map((name) => [name, globalThis[name]])
    for (const [name, value] of values) {
      Object.defineProperty(globalThis, name, { configurable: true, get() { touched.add(name); return value } })
    }
    const { random } = Math
    Math.random = () => { touched.add('Math.random'); return random() }
    const before = Reflect.ownKeys(globalThis)
    await import(${JSON.stringify(specifier)})
    for (const key of Reflect.ownKeys(globalThis)) if (!before.includes(key)) touched.add('new: ' + String(key))
    stdout.write(JSON.stringify([...touched]))`
  const args = ['--no-warnings', '--input-type', 'module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  return JSON.parse(stdout)
}

test('entry: importing the client uses no clock, randomness, storage, channel, network or DOM', async () => {
  expect(await touchedBy(entry)).toEqual([])
})

test('entry: importing the hooks uses nothing but what React itself uses', async () => {
  expect(await touchedBy('./src/react/index.ts')).toEqual(await touchedBy('react'))
})

test('entry: the check reports a module that uses one of them', async () => {
  const names = [...globals, 'Math.random']
  const code = `${names.map((name) => `globalThis.${name}`).join(';')};Math.random();globalThis.leaked = 1`
  const touched = await touchedBy(`data:text/javascript,${encodeURIComponent(code)}`)

  expect(touched.sort()).toEqual([...names, 'new: leaked'].sort())
})

test('entry: resolvers without `exports` find the main entry and its types', () => {
  const { main, types, exports } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))
  expect({ default: main, types }).toEqual({
    default: exports['.'].require.default,
    types: exports['.'].require.types,
  })
})
