import { expect, test } from 'vitest'
import { folderLayout } from '../../../scripts/codegen/load/config.ts'
import { readOptions, usageOf } from '../../../scripts/codegen/options.ts'
import { exitCodes } from '../../../scripts/openapi/failure.ts'
import { fencesOf, readPage, tableOf } from '../../support/docs/markdown.ts'

const page = readPage('docs/codegen.md')
const usage = usageOf('npx scaikey-portal-codegen')

test('docs/codegen.md: the options are those of the command', () => {
  const options = [...usage.matchAll(/^ {2}(--[a-z-]+(?: [A-Z]+)?) {2,}/gm)].map(([, option]) => option)
  expect(tableOf(page, 'option').map(([option]) => option)).toEqual(options)
})

test('docs/codegen.md: the exit codes are those of the command', () => {
  expect(tableOf(page, 'exit code').map(([code]) => Number(code))).toEqual(Object.values(exitCodes))
  const said = usage.slice(usage.indexOf('Exit codes:'))
  expect([...said.matchAll(/\d+/g)].map(([code]) => Number(code))).toEqual(Object.values(exitCodes))
})

test('docs/codegen.md: the files are those that are written', () => {
  expect(tableOf(page, 'file').map(([name, path]) => [name, path])).toEqual(Object.entries(folderLayout))
})

test.each(
  [page, readPage('README.md')]
    .flatMap(fencesOf)
    .flatMap(({ lines }) => lines)
    .flatMap(
      (line) =>
        /(?:npm run codegen(?: --silent)? --|npx scaikey-portal-codegen) (.*?)(?: \| .*)?$/.exec(line)?.[1] ?? [],
    ),
)('docs: the code generation takes %s', (line) => {
  const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  expect(readOptions(args)).toBeDefined()
})
