import { expect, test } from 'vitest'
import { printNormalised } from '../../../../scripts/codegen/load/normalise.ts'
import { isObject, type Json, type JsonObject } from '../../../../scripts/openapi/json.ts'
import source from '../../../fixtures/scaikey.openapi.json' with { type: 'json' }

test('normalise: names are not treated as keywords, unknown keys come last, data keeps the order of its arrays', () => {
  const properties = { title: {}, required: { default: { required: ['b', 'a'] } } }
  const schema = { 'x-b': ['b', 'a'], 'x-a': 2, properties, required: ['title', 'required'], enum: ['b', 'a'] }
  const printed = JSON.parse(printNormalised({ components: { schemas: { A: schema } } }))
  expect(JSON.stringify(printed.components.schemas.A)).toBe(
    '{"required":["required","title"],"enum":["b","a"],"properties":{"required":{"default":{"required":["b","a"]}},"title":{}},"x-a":2,"x-b":["b","a"]}',
  )
})

test('normalise: the order of keys and sets and spaces in prose are normalised', () => {
  const one = {
    tags: [{ name: 'A' }, { name: 'B' }],
    paths: {
      '/a': {
        get: {
          description: 'One.\n\nTwo.',
          parameters: [
            { in: 'path', name: 'a' },
            { in: 'query', name: 'a' },
          ],
        },
      },
    },
  }
  const other = {
    paths: {
      '/a': {
        get: {
          parameters: [
            { name: 'a', in: 'query' },
            { name: 'a', in: 'path' },
          ],
          description: ' One. \r\n\r\nTwo.\t\n',
        },
      },
    },
    tags: [{ name: 'B' }, { name: 'A' }],
  }
  expect(printNormalised(other)).toBe(printNormalised(one))
  expect(printNormalised(reverseKeys(source))).toBe(printNormalised(source))
})

test('normalise: a normalised document stays the same', () => {
  const once = printNormalised(source)
  expect(printNormalised(JSON.parse(once))).toBe(once)
})

function reverseKeys(node: JsonObject): JsonObject {
  const entries = Object.entries(node).reverse()
  return Object.fromEntries(entries.map(([key, child]) => [key, reverseWithin(child)]))
}

function reverseWithin(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseWithin)
  return isObject(value) ? reverseKeys(value) : value
}
