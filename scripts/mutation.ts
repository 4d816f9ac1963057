// Changes the code of the client in small ways, and shows which changes no test notices: npm run test:mutation
// [-- FILE…], where FILE is a folder or a file of src/session, src/login or src/transport. Prints the survivors and the
// score of each folder, and exits 1 below the thresholds. It takes hours the first time and minutes for a change, since
// Stryker keeps the results in .stryker/; `-- --force` plays every mutant again.
import { readFileSync } from 'node:fs'
import { Stryker } from '@stryker-mutator/core'
import { equivalentMutants } from './mutation/equivalent.ts'
import { rate } from './mutation/rate.ts'
import { type MutationReport, readMutants } from './mutation/read-mutants.ts'

const folders = ['src/session', 'src/login', 'src/transport']

const given = process.argv.slice(2)
const paths = given.filter((argument) => !argument.startsWith('--'))
const force = given.includes('--force')

let passed = true
for (const folder of folders) {
  const chosen = paths.filter((path) => `${path}/`.startsWith(`${folder}/`))
  if (paths.length > 0 && chosen.length === 0) continue
  const { name, mutants } = await play(folder, chosen.length > 0 ? chosen : [folder])
  const { lines, isEnough } = rate(name, mutants, equivalentMutants)
  for (const line of lines) console.log(line)
  passed &&= isEnough
}
process.exitCode = passed ? 0 : 1

/** Plays the mutants of some paths in a folder; resolves to what is known of all mutants in the folder. */
async function play(folder: string, chosen: readonly string[]) {
  const name = folder.replace('src/', '')
  const fileName = `.stryker/${name}.report.json`
  // Read by scripts/mutation/folder-tests.ts, in the processes that Stryker starts.
  process.env.MUTATED_FOLDER = name
  const mutate = chosen.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.ts`))
  const incrementalFile = `.stryker/${name}.json`
  await new Stryker({ mutate, incrementalFile, force, jsonReporter: { fileName } }).runMutationTest()
  const report: MutationReport = JSON.parse(readFileSync(fileName, 'utf8'))
  return { name: folder, mutants: readMutants(report) }
}
