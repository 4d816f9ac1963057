import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

const rows = readFileSync(join(root, 'docs/failure-modes.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| F\d+/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name = '', , outcome = '', titles = '']) => ({
    number: name.replace(' ◆', ''),
    outcome,
    titles: titles.split('<br>'),
  }))

const tested = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(join(root, 'test', file), 'utf8').matchAll(/(['"`])(F\d+): (.*?)\1,/g)])
  .map(([, , number, title]) => `${number}: ${title}`)

test('failure modes: the table has F1 to F54, each with its outcome', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 54 }, (_, index) => `F${index + 1}`))
  expect(rows.filter(({ outcome }) => outcome === '')).toEqual([])
})

test('failure modes: every title in the table is a test, and every test is in the table', () => {
  const listed = rows.flatMap(({ number, titles }) => titles.map((title) => `${number}: ${title}`))
  expect([...listed].sort()).toEqual([...tested].sort())
})
