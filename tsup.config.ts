import { rmSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig, type Options } from 'tsup'

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number]

/** The subpath exports; a key is the name in `dist/`. */
const client = { index: 'src/index.ts', schemas: 'src/schemas.ts' }
const react = { react: 'src/react/index.ts' }
const mock = {
  mock: 'mock/index.ts',
  'mock-node': 'mock/node.ts',
  'mock-browser': 'mock/browser.ts',
  'mock-server': 'mock/server/server.ts',
}

/** What a team needs to test its own client or storage. It needs neither the portal nor MSW. */
const fakes = { 'mock-tabs': 'mock/tabs.ts', 'mock-storage': 'mock/storage.ts' }

/** The bin imports the server from the entry beside it instead of bundling a second copy of the mock. */
const serverBeside: EsbuildPlugin = {
  name: 'server-beside',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/server\/server\.ts$/ }, () => ({ path: './mock-server.js', external: true }))
  },
}

/** The hooks import the login flow from the main entry instead of bundling a second copy. */
const clientBeside = (name: string): EsbuildPlugin => ({
  name: 'client-beside',
  setup(build) {
    const path = `./${name}.${build.initialOptions.format === 'cjs' ? 'cjs' : 'js'}`
    build.onResolve({ filter: /^\.\.\/login\/flow\/flow\.ts$/ }, () => ({ path, external: true }))
  },
})

/** For a development server, whose page has no `process`: the texts for developers are there without it. */
const inDevelopment = "const process = { env: { NODE_ENV: 'development' } };"

/** A package that is bundled must be shipped with its licence. */
const licencesOfBundled: EsbuildPlugin = {
  name: 'licences-of-bundled',
  setup(build) {
    build.onEnd(async ({ metafile }) => {
      const inputs = Object.keys(metafile?.inputs ?? {})
      const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []))
      const licences = await Promise.all([...folders].sort().map(licenceIn))
      await mkdir('dist', { recursive: true })
      await writeFile('dist/LICENSES.txt', `Bundled into the mock:\n\n${licences.join('\n\n')}`)
    })
  },
}

async function licenceIn(folder: string): Promise<string> {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name))
  if (file === undefined) throw new Error(`${folder} is bundled and has no licence file`)
  return `## ${folder.replace(/^.*node_modules\//, '')}\n\n${await readFile(join(folder, file), 'utf8')}`
}

const shared: Options = { target: 'es2022', removeNodeProtocol: false, splitting: false }

// `treeshake` for its side effect: rollup turns ESM into CJS. What esbuild makes takes openapi-fetch for its namespace, and
// sucrase, which tsup uses where code is split, breaks a class that sets fields after `super()`.
const formats: Options[] = [{ format: ['esm'] }, { format: ['cjs'], treeshake: true }]

const mockBuild: Options = {
  ...shared,
  entry: mock,
  // The same mock runs in browsers; for Node, otpauth would resolve to code that imports node:crypto.
  platform: 'neutral',
  external: [/^node:/],
  splitting: true,
  esbuildOptions(options) {
    // What the entries have in common. A second chunk would collide with this fixed name and fail the build.
    options.chunkNames = 'mock-core'
  },
  esbuildPlugins: [licencesOfBundled],
}

export default defineConfig(() => {
  // Here, and not by `clean`: the builds run side by side, and the `clean` of one deletes what another has written.
  rmSync('dist', { recursive: true, force: true })
  return [
    // The client is built apart from the mock, so that the two cannot share a chunk.
    ...formats.map((format) => ({ ...shared, ...format, entry: client })),
    ...formats.map((format) => ({
      ...shared,
      ...format,
      entry: { 'index.development': client.index },
      banner: { js: inDevelopment },
    })),
    // Apart from the portal too: in one build with it they would share its chunk.
    ...formats.map((format) => ({ ...shared, ...format, entry: fakes })),
    // By esbuild alone, because rollup takes the directive away.
    {
      ...shared,
      entry: react,
      format: ['esm', 'cjs'],
      banner: { js: "'use client'" },
      esbuildPlugins: [clientBeside('index')],
    },
    {
      ...shared,
      entry: { 'react.development': react.react },
      format: ['esm', 'cjs'],
      banner: { js: `'use client';\n${inDevelopment}` },
      esbuildPlugins: [clientBeside('index.development')],
    },
    ...formats.map((format) => ({ ...mockBuild, ...format })),
    { ...shared, entry: { cli: 'mock/cli/cli.ts' }, format: ['esm'], esbuildPlugins: [serverBeside] },
    // All declarations in one build, so that a type has one home and every entry imports it from there.
    {
      ...shared,
      entry: { ...client, ...react, ...mock, ...fakes },
      format: ['esm', 'cjs'],
      dts: { only: true, banner: '/// <reference lib="esnext.disposable" />' },
    },
  ]
})
