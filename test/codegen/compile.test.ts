import { expect, test } from 'vitest'
import { createCompiler } from '../../scripts/codegen/compile.ts'

const compiler = createCompiler()

test.each([
  ['a wrong type', 'export const one: string = 1\n', /^The generated types\.ts does not compile: Type 'number'/],
  ['a name there is not', 'export type Two = Three\n', /Cannot find name 'Three'/],
  ['an export without a type', 'export const four = [4].map(String)\n', /isolatedDeclarations/],
])('compile: %s is refused before anything is written', { timeout: 30_000 }, (_, text, message) => {
  expect(() => compiler.check(new Map([['types.ts', text]]))).toThrow(message)
})
