import { defineConfig } from 'vitest/config'
import { fencesPlugin } from './test/docs/fences-plugin.ts'

export default defineConfig({
  plugins: [fencesPlugin()],
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // No module keeps state, so files may share them: a third of the time of one graph a file.
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
})
