// What is published, checked as its users get it: packed, installed in an empty project, loaded, compiled, run and weighed.
// `npm run build && npm run check:package`. Exits 1 and names each thing that is broken.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkImports } from './check-package/allowed-imports.ts'
import type { Check, Problems } from './check-package/check.ts'
import { checkExports } from './check-package/compare-exports.ts'
import { compileConsumer } from './check-package/compile-consumer.ts'
import { checkFileList } from './check-package/file-list.ts'
import { installPackage } from './check-package/install.ts'
import { checkDevelopment } from './check-package/keep-development.ts'
import { checkWithLinters } from './check-package/lint-package.ts'
import { checkProduction } from './check-package/refuse-production.ts'
import { checkBin } from './check-package/run-bin.ts'
import { checkCodegen } from './check-package/run-codegen.ts'
import { weighEntries } from './check-package/weigh.ts'

const folder = await mkdtemp(join(tmpdir(), 'check-package-'))
try {
  process.exitCode = await main()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function main(): Promise<number> {
  const installed = await installPackage(resolve(import.meta.dirname, '..'), folder)
  const consumer = compileConsumer(installed)
  const checks = [
    checkFileList(installed),
    ...checkImports(installed),
    ...checkDevelopment(installed),
    ...checkProduction(installed),
    ...checkExports(installed, consumer.program),
    ...consumer.checks,
    ...checkWithLinters(installed),
    ...checkBin(installed),
    // Last, since it installs more packages.
    ...checkCodegen(installed),
  ]
  let failed = 0
  for (const check of checks) {
    const problems = await problemsOf(check)
    if (problems.length > 0) failed += 1
    console.log(`${problems.length > 0 ? 'FAIL' : ' ok '} ${check.name}`)
    for (const problem of problems) console.log(`     ${problem.replaceAll('\n', '\n     ')}`)
  }
  console.log(`\n${await weighEntries(installed)}\n`)
  console.log(`${checks.length - failed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}

/** A check that breaks is a check that found something. */
async function problemsOf(check: Check): Promise<Problems> {
  try {
    return await check.run()
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
