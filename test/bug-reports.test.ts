import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const page = readFileSync(resolve(import.meta.dirname, '../docs/bug-reports.md'), 'utf8')
const lines = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
const rows = lines.filter(([, number = '']) => /^\d+$/.test(number))
const kinds = lines.filter((cells) => cells.length === 5).map(([, kind]) => kind)

/** The text of every test, with the names in a title as the page writes them. */
const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.tsx?$/.test(file))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8').replace(/\$\{(\w+)\}/g, '*$1*'))
  .join('\n')

test('bug reports: the rows are numbered without a gap, and each says what the client does', () => {
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 71 }, (_, index) => index + 1))
  expect(rows.filter(([, , , situation, , outcome]) => !situation || !outcome)).toEqual([])
})

test('bug reports: each row is of a kind, and each kind has a row', () => {
  const used = new Set(rows.map(([, , , , kind]) => kind))
  expect([...used].sort()).toEqual(kinds.filter((kind) => kind !== 'kind' && !kind?.startsWith('---')).sort())
})

test('bug reports: each named test exists', () => {
  const named = rows.flatMap((cells) => cells.at(-2)?.split('<br>') ?? []).filter((title) => title !== '')
  expect(named.length).toBeGreaterThan(60)
  const isTitle = (title: string): boolean => ["'", '`', '"'].some((quote) => tests.includes(quote + title + quote))
  expect(named.filter((title) => !isTitle(title))).toEqual([])
})
