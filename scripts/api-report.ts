// Writes docs/api.md, what the built declarations export: npm run build && npm run api-report [-- --check]. With --check
// it writes nothing and exits 1 with a diff where the page is out of date. An exported name without a doc comment is an
// error too; members of exported types without one are counted, and listed with --members.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { printReport } from './api-report/print-report.ts'
import { readApi } from './api-report/read-api.ts'
import { entriesOf } from './check-package/entries.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean' }, members: { type: 'boolean' } } })
const root = resolve(import.meta.dirname, '..')
const page = join(root, 'docs/api.md')

const api = readApi(root, entriesOf(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))))
const report = printReport(api)
const names = api.entries.flatMap(({ specifier, exports }) => exports.map((exported) => ({ specifier, ...exported })))
const undocumented = names.filter(({ isDocumented }) => !isDocumented)
const members = names.flatMap(({ specifier, name, undocumentedMembers }) =>
  undocumentedMembers.map((member) => `${specifier}: ${name}.${member}`),
)

for (const { specifier, name } of undocumented) console.error(`api-report: ${specifier}: ${name} has no doc comment`)
console.log(`api-report: ${names.length} exported names, ${undocumented.length} without a doc comment`)
console.log(`api-report: ${members.length} members of exported types without one`)
if (values.members === true) console.log(members.join('\n'))
if (values.check !== true) writeFileSync(page, report)
const isCurrent = values.check !== true || isSameAs(report)
process.exitCode = isCurrent && undocumented.length === 0 ? 0 : 1

/** Whether the page is up to date; prints the difference where it is not. */
function isSameAs(expected: string): boolean {
  const args = ['diff', '--no-index', '--no-color', '--', 'docs/api.md', '-']
  const { status, stdout } = spawnSync('git', args, { cwd: root, input: expected, encoding: 'utf8' })
  if (status !== 0)
    console.error(`${stdout}\napi-report: docs/api.md is out of date: npm run build && npm run api-report`)
  return status === 0
}
