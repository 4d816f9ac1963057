import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { CodegenFailure } from '../../../scripts/openapi/failure.ts'
import { parseDocument } from '../../../scripts/openapi/parse-document.ts'
import source from '../../fixtures/scaikey.openapi.json' with { type: 'json' }

test('parse a document: YAML and JSON of one document give the same value', () => {
  const json = JSON.stringify(source)
  expect(parseDocument('a.yaml', stringify(source))).toEqual(source)
  expect(parseDocument('stdin', `\uFEFF${json}`)).toEqual(source)
  expect(parseDocument('a.yml', json)).toEqual(source)
  expect(parseDocument('a.json', JSON.stringify(source, null, '\t'))).toEqual(source)
})

test('parse a document: in YAML dates stay text, numbers as keys become text, aliases and merges become copies', () => {
  const text = ['shared: &s { b: 2020-01-31 }', '200: *s', 'more:', '  <<: *s', '  c: no'].join('\n')
  expect(parseDocument('a.yaml', text)).toEqual({
    shared: { b: '2020-01-31' },
    200: { b: '2020-01-31' },
    more: { b: '2020-01-31', c: 'no' },
  })
})

const bomb = ['a0: &a0 [x,x,x,x,x,x,x,x,x]']
for (let i = 1; i < 9; i++)
  bomb.push(
    `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]`,
  )

test.each<[title: string, text: string, message: RegExp]>([
  ['truncated JSON', '{"openapi": ', /^d is not valid JSON \(Unexpected end of JSON input\); save/],
  ['a JSON array', '[]', /^d is not a JSON or YAML object; give/],
  ['JSON that nests too deep', `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`, /^d nests deeper than 200 levels/],
  [
    'JSON with a duplicate key',
    '{"a":1,\n\t"b":{"c":1,\t"\\u0063":2}}',
    /^d has a duplicate key in one object \(at line 2, column \d+\)/,
  ],
  ['a page of HTML', '<html><body>Sign in</body></html>', /^d is not a JSON or YAML object/],
  ['an empty text', '', /^d is not a JSON or YAML object/],
  ['YAML with a duplicate key', 'a: 1\na: 2', /Map keys must be unique at line 2, column 1\)/],
  ['YAML with a tag of its own', 'a: !!binary aGk=', /Unresolved tag: .*binary at line 1, column 4\)/],
  ['several YAML documents', '---\na: 1\n---\nb: 2', /Source contains multiple documents/],
  ['a YAML number that JSON cannot represent', 'a: .nan', /"a" is NaN, which JSON cannot represent/],
  ['an unknown alias', 'a: *b', /Unresolved alias/],
  ['a circular alias', 'a: &a [*a]', /cannot be converted to JSON \(.*circular/],
  ['YAML with too many aliases', bomb.join('\n'), /cannot be converted to JSON \(Excessive alias count/],
  ['YAML that nests too deep', `a: ${'['.repeat(5000)}`, /^d is not YAML|^d cannot be converted/],
])('parse a document: %s is rejected with one line', (_, text, message) => {
  const parse = (): unknown => parseDocument('d', text)
  expect(parse).toThrow(CodegenFailure)
  expect(parse).toThrow(message)
  expect(parse).toThrow(expect.objectContaining({ exitCode: 3, message: expect.not.stringContaining('\n') }))
})
