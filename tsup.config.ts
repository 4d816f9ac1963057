import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Options } from 'tsup'

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number]

/** The subpath exports; a key is the name in `dist/`. */
const client = { index: 'src/index.ts', schemas: 'src/schemas.ts' }
const react = { react: 'src/react/index.ts' }
const server = { server: 'server/index.ts' }
const mock = {
  mock: 'mock/index.ts',
  'mock-node': 'mock/node.ts',
  'mock-server': 'mock/server/server.ts',
}
/** Apart, since it shares too little with the others for a chunk of its own. */
const mockBrowser = { 'mock-browser': 'mock/browser.ts' }

/** What a team needs to test its own client or storage. It needs neither the portal nor MSW. */
const fakes = { 'mock-tabs': 'mock/tabs.ts', 'mock-storage': 'mock/storage.ts' }

/** Fixtures over a mock that runs elsewhere: it needs Playwright, and no part of the portal. */
const kits = { 'mock-playwright': 'mock/playwright/playwright.ts' }

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

/** The folders of the packages that any of the builds bundles. */
const bundled = new Set<string>()

/** A package that is bundled must be shipped with its licence. */
const licencesOfBundled: EsbuildPlugin = {
  name: 'licences-of-bundled',
  setup(build) {
    build.onEnd(({ metafile }) => {
      for (const path of Object.keys(metafile?.inputs ?? {})) {
        const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]
        if (folder !== undefined) bundled.add(folder)
      }
      mkdirSync('dist', { recursive: true })
      // Synchronous, so that of builds side by side the last one to end writes all of them.
      writeFileSync('dist/LICENSES.txt', `Bundled into the mock:\n\n${[...bundled].sort().map(licenceIn).join('\n\n')}`)
    })
  },
}

function licenceIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  if (file === undefined) throw new Error(`${folder} is bundled and has no licence file`)
  return `## ${folder.replace(/^.*node_modules\//, '')}\n\n${readFileSync(join(folder, file), 'utf8')}`
}

/** What a production build gets in place of the mock: the same names, and an error that says what to do. */
const refusedInProduction: EsbuildPlugin = {
  name: 'refused-in-production',
  setup(build) {
    build.onEnd(({ metafile }) => {
      const message = [
        'scaikey-portal-auth/mock is in a production build. Its users are made up and its signing keys public.',
        'Import it in development and in tests only. A demonstration that is meant to run on it is built with the resolve',
        'condition "development" in place of "production".',
      ].join(' ')
      for (const [file, { entryPoint, exports }] of Object.entries(metafile?.outputs ?? {})) {
        if (entryPoint !== mock.mock && entryPoint !== mockBrowser['mock-browser']) continue
        const names = file.endsWith('.cjs')
          ? []
          : [`export const ${exports.map((name) => `${name} = undefined`).join(', ')}`]
        const code = [`throw new Error(${JSON.stringify(message)})`, ...names, ''].join('\n')
        writeFileSync(file.replace(/\.(c?js)$/, '.production.$1'), code)
      }
    })
  },
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
  // A peer of the server entry only.
  noExternal: ['jose'],
  splitting: true,
  esbuildOptions(options) {
    // What the entries have in common. A second chunk would collide with this fixed name and fail the build.
    options.chunkNames = 'mock-core'
  },
  esbuildPlugins: [licencesOfBundled, refusedInProduction],
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
    ...formats.map((format) => ({ ...shared, ...format, entry: server })),
    // Apart from the portal too: in one build with it they would share its chunk.
    ...formats.map((format) => ({ ...shared, ...format, entry: fakes })),
    ...formats.map((format) => ({ ...shared, ...format, entry: kits })),
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
    ...formats.flatMap((format) => [mock, mockBrowser].map((entry) => ({ ...mockBuild, ...format, entry }))),
    { ...shared, entry: { cli: 'mock/cli/cli.ts' }, format: ['esm'], esbuildPlugins: [serverBeside] },
    {
      ...shared,
      entry: { codegen: 'scripts/codegen/bin.ts' },
      format: ['esm'],
      // What needs a package that may be missing is loaded after the command has looked for it.
      splitting: true,
      esbuildOptions(options) {
        options.chunkNames = 'codegen/[name]-[hash]'
      },
    },
    // All declarations in one build, so that a type has one home and every entry imports it from there.
    {
      ...shared,
      entry: { ...client, ...react, ...server, ...mock, ...mockBrowser, ...fakes, ...kits },
      format: ['esm', 'cjs'],
      dts: { only: true, banner: '/// <reference lib="esnext.disposable" />' },
    },
  ]
})
