// Disables the session's guards one at a time and shows which test notices: npm run test:mutants [-- WORD], where WORD
// picks the guards that have it in their name. Exits 1 when no test notices. A guard is the statement below a comment in
// src/, `// guard: NAME`; scripts/mutants/list.ts says how each is disabled.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { findGuardedFile, findGuardedFiles } from './mutants/guarded-files.ts'
import { mutants } from './mutants/list.ts'
import { mutate } from './mutants/mutate.ts'

/** The part of Vitest's JSON report that is read here. */
interface TestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

const [, , word = ''] = process.argv
const chosen = mutants.filter(({ guard }) => guard.includes(word))
const root = resolve(import.meta.dirname, '..')
const copy = mkdtempSync(join(tmpdir(), 'mutants-'))
const leftOut = ['.git', 'dist', 'node_modules']
cpSync(root, copy, { recursive: true, filter: (path) => !leftOut.includes(basename(path)) })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

const model = 'test/session/model/model.test.ts'
// By their names: Vitest ignores --exclude where a project has its own list.
const named = globSync('test/{login,session,storage,transport}/**/*.test.ts', { cwd: copy }).filter(
  (file) => file !== model,
)

/** The titles of the tests that fail in the copy: of those that name what they show, else of the model's. */
function findFailures(): string[] {
  const failed = runTests(named)
  return failed.length > 0 ? failed : runTests([model])
}

function runTests(which: readonly string[], flags: readonly string[] = ['--bail=1']): string[] {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const report = join(copy, 'report.json')
  const options = [...flags, '--testTimeout=300000', '--reporter=json', `--outputFile=${report}`]
  rmSync(report, { force: true })
  const { stderr } = spawnSync(process.execPath, [vitest, 'run', ...which, ...options], { cwd: copy, encoding: 'utf8' })
  if (!existsSync(report)) throw new Error(`the tests do not start: ${stderr}`)
  const { testResults: results }: TestReport = JSON.parse(readFileSync(report, 'utf8'))
  const failed = results.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'failed')
  const broken = results.find(({ status }) => status === 'failed')
  // With --bail the report may lack the test that failed, and have only the files that were cancelled.
  if (broken?.message === '' && failed.length === 0 && flags.length > 0) return runTests(which, [])
  if (broken && failed.length === 0) throw new Error(`${broken.name} does not load: ${broken.message}`)
  return failed.map(({ fullName, failureMessages }) => {
    // A timeout on a busy machine does not show that the guard is tested.
    if (failureMessages.join().includes('timed out')) throw new Error(`a test timed out: ${fullName}`)
    return fullName.trim()
  })
}

let survived = 0
try {
  const before = findFailures()
  if (before.length > 0) throw new Error(`the tests fail without a mutant: ${before.join(', ')}`)
  const files = findGuardedFiles(root)
  for (const { guard, mutation } of chosen) {
    const { file, text } = findGuardedFile(files, guard)
    writeFileSync(join(copy, file), mutate(text, guard, mutation))
    const [noticed] = findFailures()
    if (noticed === undefined) survived += 1
    console.log(`${noticed ? '✓' : '✗'} ${guard}: ${noticed ?? 'no test notices'}`)
    writeFileSync(join(copy, file), text)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`${chosen.length - survived} mutants noticed, ${survived} survived`)
process.exitCode = survived === 0 ? 0 : 1
