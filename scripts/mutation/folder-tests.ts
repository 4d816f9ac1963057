import { statSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The folder whose mutants are played; its own tests must notice them. Without the tests of the other folders it is fast. */
const { MUTATED_FOLDER: folder = '{session,login,transport}' } = process.env

/** Runs small files first: the first test that fails ends the run of a mutant. */
class SmallFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const size = ({ moduleId }: TestSpecification): number => statSync(moduleId).size
    return files.toSorted((a, b) => size(a) - size(b))
  }
}

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
    setupFiles: 'scripts/mutation/skip-slow-tests.ts',
    sequence: { sequencer: SmallFirst },
    pool: 'threads',
    // As in vitest.config.ts: no module keeps state.
    isolate: false,
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
})
