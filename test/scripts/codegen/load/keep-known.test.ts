import { expect, test } from 'vitest'
import { keepKnownKeywords } from '../../../../scripts/codegen/load/keep-known.ts'
import { printNotes } from '../../../../scripts/codegen/load/notes.ts'
import type { JsonObject } from '../../../../scripts/openapi/json.ts'

test('unknown keywords: they are left out of schemas with a note; names, data and extensions stay', () => {
  const kept = { type: 'array', 'x-a': { min_items: 1 }, default: { min_items: 1 }, minItems: 1 }
  const document = (schema: JsonObject): JsonObject => ({
    paths: { '/a': { get: { parameters: [{ name: 'min_items', in: 'query', schema }], min_items: 1 } } },
    components: { schemas: { min_items: { properties: { min_items: schema } } } },
  })
  const { document: clean, notes } = keepKnownKeywords(document({ ...kept, min_items: 1, $recursiveRef: '#' }))
  expect(clean).toEqual(document(kept))
  expect(printNotes(notes)).toEqual([
    'the unknown keyword "min_items" was left out at #/paths/~1a/get/parameters/0/schema and at 1 more place',
    'the unknown keyword "$recursiveRef" was left out at #/paths/~1a/get/parameters/0/schema and at 1 more place',
  ])
  expect(keepKnownKeywords(document(kept)).notes).toEqual([])
})
