import { execFile } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const entry = './src/index.ts'

const bundle = async (options: BuildOptions): Promise<{ code: string; metafile: Metafile }> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
    ...options,
  })
  return { code: outputFiles?.[0]?.text ?? '', metafile: metafile ?? { inputs: {}, outputs: {} } }
}

test('entry: the client is its own code and openapi-fetch, and stays small', async () => {
  const { code, metafile } = await bundle({ entryPoints: [entry], minify: true })
  const foreign = Object.keys(metafile.inputs).filter((path) => !/^(src|node_modules\/openapi-fetch)\//.test(path))

  expect(Object.keys(metafile.inputs)).toContain('src/client.ts')
  expect(foreign).toEqual([])
  expect(Object.keys(metafile.inputs).filter((path) => /^src\/(react|schemas|generated\/schemas)/.test(path))).toEqual(
    [],
  )
  expect(gzipSync(code).length).toBeLessThan(23_000)
})

test('entry: a storage that is not imported is not in the bundle', async () => {
  const weigh = async (names: string): Promise<number> => {
    const stdin = { contents: `export { ${names} } from '${entry}'`, resolveDir: root }
    const { metafile } = await bundle({ stdin })
    const inputs = Object.values(metafile.outputs)[0]?.inputs ?? {}
    return inputs['src/storage/indexed-db-storage.ts']?.bytesInOutput ?? 0
  }
  expect(await weigh('createPortalAuth, indexedDbStorage')).toBeGreaterThan(0)
  expect(await weigh('createPortalAuth')).toBe(0)
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
