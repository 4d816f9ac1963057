import { expect, test } from 'vitest'
import { shorten, visible, visibleLines } from '../../../scripts/openapi/visible.ts'

test.each<[title: string, text: string, shown: string]>([
  ['plain text', 'a b — é 漢 🙂', 'a b — é 漢 🙂'],
  ['line ends and tabs', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['an escape sequence', '\u001b[2J\u009b', '\\u001b[2J\\u009b'],
  ['bidi marks', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
  ['line separators', 'a\u2028b\u2029c\u0085', 'a\\u2028b\\u2029c\\u0085'],
  ['zero-width characters', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
  ['half of a surrogate pair', 'a\ud800b', 'a\\ud800b'],
  ['an invisible character of two units', 'a\u{e0041}b', 'a\\udb40\\udc41b'],
  ['a workflow command', ' ::error::a::b', ' \\u003a:error::a::b'],
  ['two colons elsewhere', 'a ::error::', 'a ::error::'],
  ['an old workflow command', 'a ##[error]', 'a #\\u0023[error]'],
  ['a pipeline command', 'a ##vso[task]', 'a #\\u0023vso[task]'],
  ['a heading', '## a', '## a'],
])('visible: %s', (_, text, shown) => {
  expect(visible(text)).toBe(shown)
  expect(visible(shown)).toBe(shown)
})

test('visible lines: our line ends stay, and JSON keeps its meaning', () => {
  expect(visibleLines('a\n::b\n\u001bc')).toBe('a\n\\u003a:b\n\\u001bc')
  const value = { 'a\u202e##[error]': ['::b', '\u007f', '\ud800'] }
  expect(JSON.parse(visibleLines(JSON.stringify(value, null, 2)))).toEqual(value)
})

test('shorten: a long text says how much of it is missing', () => {
  expect(shorten('abc', 3)).toBe('abc')
  expect(shorten('abcdef', 3)).toBe('abc… (3 characters more)')
})
