import { expect, test } from 'vitest'
import { cell, codeSpan, inlineProse, plainText, prose } from '../../../scripts/openapi/markdown-text.ts'

test.each([
  ['a', '`a`'],
  ['', ''],
  ['  ', '` `'],
  ['a`b', '``a`b``'],
  ['`a', '`` `a ``'],
  ['a``b', '`a``b`'],
  ['` ``', '``` ` `` ```'],
  [' a ', '`  a  `'],
  ['a\n<b>', '`a\\n<b>`'],
])('code span: %j', (text, markdown) => {
  expect(codeSpan(text)).toBe(markdown)
})

test.each([
  ['GET /a_b/{c_d}', 'GET /a_b/{c_d}'],
  ['__init__', '\\_\\_init\\_\\_'],
  ['a\n# b', 'a\\\\n# b'],
  ['# a', '\\# a'],
  ['<b>`a` *b* ~c~', '\\<b>\\`a\\` \\*b\\* \\~c\\~'],
  ['[a](b)', '\\[a\\]\\(b)'],
  ['a\\', 'a\\\\'],
  ['&lt; & &#60;', '\\&lt; & \\&#60;'],
  ['https://a.example www.b.example', 'https\\://a.example www\\.b.example'],
])('plain text: %j', (text, markdown) => {
  expect(plainText(text)).toBe(markdown)
})

test.each([
  ['Use `a<b>` or *c*.', 'Use `a<b>` or *c*.'],
  ['a `b <c>', 'a \\`b \\<c>'],
  ['a ``b` c`` <d>', 'a ``b` c`` \\<d>'],
  ['a\\`<b>`', 'a\\\\`<b>`'],
  ['a\n  # b', 'a \\# b'],
  ['a #1 b#', 'a \\#1 b#'],
])('inline prose: %j', (text, markdown) => {
  expect(inlineProse(text)).toBe(markdown)
})

test.each([
  ['One.\n\n- two\n- `three`', 'One.\n\n- two\n- `three`'],
  ['a\n===', 'a\n\\==='],
  ['a\n  --- ', 'a\n  \\--- '],
  ['- a\n  ===', '- a\n  \\==='],
  ['- # a', '- \\# a'],
  ['> a\n> # b', '\\> a\n\\> \\# b'],
  ['1. > a', '1. \\> a'],
  ['```\n<a>\n```', '\\`\\`\\`\n\\<a>\n\\`\\`\\`'],
  ['~~~\na\n~~~', '\\~~~\na\n\\~~~'],
  ['| a | b |\n|---|---|', '\\| a \\| b \\|\n\\|---\\|---\\|'],
  ['`a\n<b>`', '\\`a\n\\<b>\\`'],
  ['a\r\n::error', 'a\n\\\\u003a:error'],
])('prose: %j', (text, markdown) => {
  expect(prose(text)).toBe(markdown)
})

test.each([
  ['a | b', 'a \\| b'],
  ['`a|b`', '`a\\|b`'],
  ['a \\| b', 'a \\\\u007c b'],
])('cell: %j', (markup, markdown) => {
  expect(cell(markup)).toBe(markdown)
})
