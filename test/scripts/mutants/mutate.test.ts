import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { findGuardedFile, findGuardedFiles } from '../../../scripts/mutants/guarded-files.ts'
import { mutants } from '../../../scripts/mutants/list.ts'
import { type Mutation, mutate } from '../../../scripts/mutants/mutate.ts'

const files = findGuardedFiles(resolve(import.meta.dirname, '../../..'))

test.each(mutants)('mutants: the guard "$guard" is in one place, and its mutant parses', ({ guard, mutation }) => {
  const { text } = findGuardedFile(files, guard)
  const mutated = mutate(text, guard, mutation)
  expect(mutated).not.toBe(text)
  expect(ts.transpileModule(mutated, { reportDiagnostics: true }).diagnostics).toEqual([])
})

test('mutants: every guard in src/ has its mutant', () => {
  expect(files.flatMap(({ guards }) => guards).sort()).toEqual(mutants.map(({ guard }) => guard).sort())
})

test.each<[mutation: Mutation, statement: string, mutated: string]>([
  ['remove statement', 'if (a) return b', ';'],
  ['condition true', 'if (a && b) return c', 'if (true) return c'],
  ['condition false', 'const a = b ? c() : d', 'const a = false ? c() : d'],
  [{ value: 'false' }, 'const a = b && c', 'const a = false'],
  [{ value: '0' }, 'a = b(c)', 'a = 0'],
  [{ withoutOperands: [1, 2] }, 'if (a || b !== c || d) return', 'if (a) return'],
  [{ withoutOperands: [0] }, 'return f({ a: b || c > d })', 'return f({ a: c > d })'],
])('mutants: %j makes of "%s" "%s"', (mutation, statement, mutated) => {
  const around = (inner: string): string => `function f() {\n  e()\n  // guard: g\n  // Why.\n  ${inner}\n  e()\n}\n`
  expect(mutate(around(statement), 'g', mutation)).toBe(around(mutated))
})

test.each<[text: string, mutation: Mutation, message: string]>([
  ['a()', 'remove statement', '"g": 0 markers; must be 1'],
  ['// guard: g\na()\n// guard: g\na()', 'remove statement', '"g": 2 markers; must be 1'],
  ['a()\n// guard: g', 'remove statement', '"g": no statement below the marker'],
  ['// guard: g\na()', 'condition true', '"g": cannot apply "condition true" to a()'],
  ['// guard: g\na = b || c', { withoutOperands: [2] }, '"g": cannot apply {"withoutOperands":[2]} to a = b || c'],
])('mutants: %j with %j is an error', (text, mutation, message) => {
  expect(() => mutate(text, 'g', mutation)).toThrow(message)
})
