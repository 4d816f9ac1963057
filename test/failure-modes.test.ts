import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

// `npx vitest run test/failure-modes.test.ts -u` writes the last column of the page after a title has changed.
const page = resolve(import.meta.dirname, '../docs/failure-modes.md')
const lines = readFileSync(page, 'utf8').split('\n')
const numbers = Array.from({ length: 69 }, (_, index) => `F${index + 1}`)

/** The titles of the tests below test/ that begin with the number of a row, by that number and in the order of the files. */
const titles = Map.groupBy(
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .sort()
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/(['"`])(?<number>F\d+): (?<title>.*?)\1,/g)])
    .map(({ groups = {} }) => groups),
  ({ number }) => number,
)

/** The cells of a row: the number, the situation, the outcome and the titles; undefined for any other line. */
const cellsOf = (line: string): string[] | undefined =>
  /^\| F\d/.test(line) ? line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')) : undefined

const numberOf = ([name = '']: readonly string[]): string => name.replace(' ◆', '')
const rows = lines.flatMap((line) => [cellsOf(line) ?? []]).filter(({ length }) => length > 0)

test('failure modes: the table has each number once, with its outcome', () => {
  expect(rows.map(numberOf)).toEqual(numbers)
  expect(rows.filter(([, , outcome = '']) => outcome.trim() === '')).toEqual([])
})

test('failure modes: each row has a test, and no test has a number without a row', () => {
  expect(numbers.filter((number) => !titles.has(number))).toEqual([])
  expect([...titles.keys()].filter((number = '') => !numbers.includes(number))).toEqual([])
})

test('failure modes: the table lists the titles of the tests', async () => {
  const written = lines.map((line) => {
    const cells = cellsOf(line)
    if (cells === undefined) return line
    const listed = titles.get(numberOf(cells))?.map(({ title = '' }) => title.replace(/\$\{(\w+)\}/g, '*$1*')) ?? []
    return `| ${[...cells.slice(0, 3), listed.join('<br>')].join(' | ')} |`
  })
  await expect(written.join('\n')).toMatchFileSnapshot(page)
})
