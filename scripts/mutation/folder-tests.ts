import { defineConfig } from 'vitest/config'

/** The folder whose mutants are played; its own tests must notice them. Without the tests of the other folders it is fast. */
const { MUTATED_FOLDER: folder = '{session,login,transport}' } = process.env

/** The tests that `npm run test:mutation` plays against each mutant. */
export default defineConfig({
  test: {
    include: [`test/${folder}/**/*.test.ts`],
    exclude: [
      // 2,000 random runs: minutes for each mutant. `npm run test:mutants` plays the guards against them.
      'test/session/model/model.test.ts',
      // Through msw, which replaces the platform's fetch.
      'test/login/whole-login.test.ts',
    ],
    pool: 'threads',
    // As in vitest.config.ts: no module keeps state.
    isolate: false,
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
})
