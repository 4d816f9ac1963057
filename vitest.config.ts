import { defineConfig } from 'vitest/config'
import { fencesPlugin } from './test/support/docs/fences-plugin.ts'

/** What renders a page, runs a page's code as it stands, or changes the platform. */
const pages = ['test/platforms/**', 'test/react/**', 'test/frameworks/**', 'test/recipes/**']
const include = ['test/**/*.test.ts', 'test/**/*.test.tsx']

export default defineConfig({
  plugins: [fencesPlugin()],
  test: {
    // By default one core is left idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    pool: 'threads',
    // Some tests start processes, which takes long on a busy machine.
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      // No module keeps state, so files may share them: a third of the time of one graph a file.
      { extends: true, test: { name: 'modules', include, exclude: [...pages, 'node_modules/**'], isolate: false } },
      {
        extends: true,
        test: {
          // A page has a document and a client of its own.
          name: 'pages',
          include: pages.map((folder) => `${folder}/*.test.{ts,tsx}`),
          setupFiles: 'test/support/page-timeout.ts',
          testTimeout: 60_000,
        },
      },
    ],
  },
})
