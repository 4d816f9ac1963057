import { expect, test } from 'vitest'
import { refuseNames } from '../../../../scripts/codegen/load/refuse-names.ts'

test.each([
  [
    'a field',
    '{"components":{"schemas":{"A":{"properties":{"__proto__":{}}}}}}',
    '#/components/schemas/A/properties/__proto__',
  ],
  ['a schema', '{"components":{"schemas":{"__proto__":{}}}}', '#/components/schemas/__proto__'],
  ['a default', '{"a":[{"default":{"__proto__":1}}]}', '#/a/0/default/__proto__'],
])('names: __proto__ as the name of %s is rejected with the place', (_, json, at) => {
  expect(() => refuseNames('d', JSON.parse(json))).toThrow(`d has the name __proto__ at ${at}, which`)
})

test.each(['/a\nb', '/a\u0000', '/a\u202eb', '/a\u2028'])('names: the path %j is rejected with the place', (path) => {
  expect(() => refuseNames('d', { paths: { [path]: {} } })).toThrow(/invisible character at #\/paths\/~1a/)
})

test('names: those of other members of every object, and a path that ends in __proto__, are taken', () => {
  const names = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__')
  const all = Object.fromEntries(names.map((name) => [name, {}]))
  expect(() => refuseNames('d', { paths: { '/a/__proto__': all }, components: { schemas: all } })).not.toThrow()
})
