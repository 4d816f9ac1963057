import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createCompiler } from '../../../../scripts/codegen/emit/compile.ts'
import { runHere, streamOf } from '../../../support/codegen/run-here.ts'

const compiler = createCompiler()
const scratch = mkdtempSync(join(tmpdir(), 'compile-test-'))

afterAll(() => rmSync(scratch, { recursive: true }))

test.each([
  ['a wrong type', 'export const one: string = 1\n', /^the generated types\.ts does not compile \(Type 'number'/],
  ['an unknown name', 'export type Two = Three\n', /Cannot find name 'Three'/],
  ['an export without a type', 'export const four = [4].map(String)\n', /isolatedDeclarations/],
])('compile: %s is rejected before any file is written', { timeout: 30_000 }, (_, text, message) => {
  expect(() => compiler.check(new Map([['types.ts', text]]))).toThrow(message)
})

test('compile: recursive schemas compile; a path with a line break is rejected with the place, and no file is written', {
  timeout: 60_000,
}, async () => {
  const cat = { type: 'object', properties: { friend: { $ref: '#/components/schemas/Cat' } } }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Cat' } } }
  const run = (path: string, folder: string): ReturnType<typeof runHere> => {
    const get = { tags: ['Cats'], operationId: 'cats', responses: { 200: { description: 'OK', content } } }
    const info = { title: 'Cats', version: '1' }
    const document = { openapi: '3.1.0', info, paths: { [path]: { get } }, components: { schemas: { Cat: cat } } }
    const args = ['--source', '-', '--tag', 'Cats', '--out', join(scratch, folder)]
    return runHere(args, { stdin: streamOf(JSON.stringify(document)) })
  }
  expect(await run('/cats', 'good')).toMatchObject({ code: 0, err: '' })
  expect(readFileSync(join(scratch, 'good/schemas.ts'), 'utf8')).toContain('friend: /*@__PURE__*/ z.optional(')
  expect(await run('/ca\nts', 'bad')).toMatchObject({
    code: 3,
    err: 'codegen: - has a path with an invisible character at #/paths/~1ca\\nts; correct the path\n',
  })
  expect(existsSync(join(scratch, 'bad'))).toBe(false)
})
