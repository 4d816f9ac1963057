import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { hasDuplicateKey } from '../../../scripts/openapi/duplicate-key.ts'

test.each([
  '{"a":1,"a":2}',
  '{"a" : 1 , "b":[{"c":1,"c":2}]}',
  '{"a":1,"\\u0061":2}',
  '{"\\"":1,"\\u0022":2}',
  '{"\\\\":1,"\\\\":2}',
  '[{"":0,"":0}]',
  '{"__proto__":1,"__proto__":2}',
  '{"a":{"b":1},"b":2,\n"a"\t:3}',
])('duplicate key: %s has one', (json) => {
  expect(hasDuplicateKey(json)).toBe(true)
})

test.each([
  '{"a":1,"A":2}',
  '{"a":{"a":{"a":1}}}',
  '[{"a":1},{"a":1}]',
  '{"a":"a","b":"a"}',
  '{"a":"\\"a\\":1,\\"a\\":2"}',
  '{"a":"x\\\\","b":"{\\"a\\":1"}',
  '["a","a",{"a":["a","a"]}]',
  '"a"',
  '{}',
])('duplicate key: %s has no key twice', (json) => {
  expect(hasDuplicateKey(json)).toBe(false)
})

test('duplicate key: agrees with the YAML parser', () => {
  const letters = fc.constantFrom('a', 'b', '"', '\\', '\n', ':', '{')
  const key = fc.string({ unit: letters, maxLength: 2 })
  const json = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      key.map((text) => JSON.stringify(text)),
      fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc
        .array(fc.tuple(key, tie('value')), { maxLength: 4 })
        .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)} : ${value}`).join(',')}}`),
    ),
  })).value
  fc.assert(
    fc.property(json, (text) => {
      const { errors } = parseDocument(text, { logLevel: 'error' })
      expect(hasDuplicateKey(text)).toBe(errors.some(({ code }) => code === 'DUPLICATE_KEY'))
    }),
    { seed: 6, numRuns: 300 },
  )
})
