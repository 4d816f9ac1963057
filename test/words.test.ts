import { expect, test } from 'vitest'
import { findRefused } from '../scripts/lint/find-refused.ts'
import { refusedWordings } from '../scripts/lint/word-list.ts'

const wordsIn = (file: string, ...lines: string[]): string[] =>
  findRefused(file, lines.join('\n')).map(({ line, words }) => `${line}: ${words}`)

test.each(refusedWordings.map(({ example, say }) => [example, say]))(
  'words: "%s" is refused for "%s"',
  (example, say) => {
    expect(findRefused('a.md', example)).toMatchObject([{ file: 'a.md', line: 1, say }])
  },
)

test.each([
  'The token has expired.',
  'It is sent over HTTP, and the lock is taken over by the next tab.',
  'There is no session, and none of the tabs has one.',
  'The two are told apart by their status.',
  '## Gave up\n\nA cache.',
  'The option `stranger` has no effect.',
  'It is no longer valid; no more requests follow.',
])('words: "%s" is accepted', (text) => {
  expect(findRefused('a.md', text)).toEqual([])
})

test('words: comments, texts and names of the code are read, each with its line', () => {
  const comments = ['// The token is over.', '/**', ' * The session is', ' * over.', ' */', 'f() // heeds it']
  expect(wordsIn('a.ts', ...comments)).toEqual(['1: is over', '3: is over', '6: heeds'])
  const texts = ["throw new Error('a stranger')", 'f(`$' + '{a} is gone`)', "test('it is over', () => {})"]
  expect(wordsIn('a.ts', ...texts)).toEqual(['1: stranger', '2: is gone', '3: is over'])
  expect(wordsIn('a.tsx', 'const a = <p>', '  The token is over.', '</p>')).toEqual(['2: is over'])
  expect(wordsIn('a.ts', 'const isHeeded = income', 'unknown.nudge()')).toEqual(['1: Heeded', '2: nudge'])
  expect(wordsIn('a.json', '{', '"description": "The token is over"', '}')).toEqual(['2: is over'])
})

test('words: keys, patterns, code in backticks and the code of fences are not read as prose', () => {
  expect(wordsIn('a.ts', "f('stranger', /it is over/, a.is ? over : none)", '// `is over`')).toEqual([])
  expect(wordsIn('a.md', '```ts a.ts', 'f(is, over)', '// it is over', '```', '```sh', 'nudge', '```')).toEqual([
    '3: is over',
  ])
})
