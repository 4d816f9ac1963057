import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

const filesIn = (folder: string): string[] =>
  readdirSync(resolve(root, folder)).map((file) => resolve(root, folder, file))

function problemsOf(files: readonly string[], paths: ts.MapLike<string[]> = {}): readonly string[] {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(files, { ...options, paths: { ...options.paths, ...paths } })
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}

test('types: each wrong use fails to compile, and everything else compiles', { timeout: 120_000 }, () => {
  expect(problemsOf(filesIn('test/types'))).toEqual([])
})

test('types: listen takes both names of MSW’s option with MSW 2 too', { timeout: 120_000 }, () => {
  const lib = resolve(root, 'node_modules/msw2/lib')
  const msw2 = { msw: [`${lib}/core/index.d.ts`], 'msw/*': [`${lib}/*/index.d.ts`] }
  expect(problemsOf([resolve(root, 'test/types/listen.ts')], msw2)).toEqual([])
})
