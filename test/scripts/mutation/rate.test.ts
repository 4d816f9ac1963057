import { expect, test } from 'vitest'
import { rate } from '../../../scripts/mutation/rate.ts'
import { type MutationReport, readMutants } from '../../../scripts/mutation/read-mutants.ts'

const file = 'src/login/step.ts'
const source = 'if (\n  a &&\n  b\n) go()\n'

/** A report in which the condition of `source` was changed, once for each status. */
function reportOf(...statuses: readonly string[]): MutationReport {
  const location = { start: { line: 2, column: 3 }, end: { line: 3, column: 4 } }
  const mutants = statuses.map((status) => ({ status, replacement: 'true', location }))
  return { files: { [file]: { source, mutants } } }
}

const many = (count: number, status: string): readonly string[] => Array.from({ length: count }, () => status)
const play = (...statuses: readonly string[]) => readMutants(reportOf(...statuses))
const entry = { file, was: 'a && b', becomes: 'true', because: 'b follows from a' }

test('mutation: a survivor is printed with its place and its code on one line', () => {
  const { lines } = rate('src/login', play('Killed', 'Survived', 'NoCoverage', 'Ignored'), [])
  expect(lines).toEqual([
    `${file}:2 Survived: a && b -> true`,
    `${file}:2 NoCoverage: a && b -> true`,
    'src/login: 1 of 3 mutants noticed, 33.3 %; 33.3 % without the 0 equivalent ones',
  ])
})

test.each([
  ['97 of 100', [...many(90, 'Killed'), ...many(7, 'Timeout'), ...many(3, 'Survived')], [], true],
  ['96 of 100', [...many(96, 'Killed'), ...many(4, 'Survived')], [], false],
  ['96 of 100, of which two are equivalent', [...many(96, 'Killed'), ...many(4, 'Survived')], [entry, entry], true],
  [
    '89 of 100, and the others are equivalent',
    [...many(89, 'Killed'), ...many(11, 'Survived')],
    Array(11).fill(entry),
    false,
  ],
  ['nothing', [], [], true],
])('mutation: %s', (_, statuses, equivalent, isEnough) => {
  expect(rate('src/login', play(...statuses), equivalent).isEnough).toBe(isEnough)
})

test('mutation: an entry that excuses nothing fails, unless the mutant took too long', () => {
  expect(rate('src/login', play('Killed'), [entry])).toMatchObject({ isEnough: false })
  expect(rate('src/login', play('Killed'), [entry]).lines).toContain(`${file}: no equivalent mutant: a && b -> true`)
  expect(rate('src/login', play('Timeout'), [entry])).toMatchObject({ isEnough: true })
  expect(rate('src/session', [], [entry])).toMatchObject({ isEnough: true })
})
