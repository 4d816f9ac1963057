import { expect, test } from 'vitest'
import { mapSchemas } from '../../../scripts/openapi/map-schemas.ts'

test('map schemas: every schema is changed once, with its pointer; data and names are not', () => {
  const schema = {
    properties: { items: { type: 'string' }, example: { items: {} } },
    example: { schema: {}, items: {} },
  }
  const document = {
    paths: {
      '/a': {
        get: {
          parameters: [{ name: 'schema', schema: { oneOf: [{}, true] } }],
          responses: {
            200: { content: { schemas: { schema: { $ref: '#/a' } } }, headers: { schema: { schema: {} } } },
          },
          'x-a': { schema: {} },
        },
      },
    },
    components: { schemas: { schemas: schema, B: { $defs: { C: { not: { prefixItems: [{}] } } } } } },
  }
  const seen: string[] = []
  const mapped = mapSchemas(document, (each, at) => {
    seen.push(at)
    return each
  })
  expect(mapped).toEqual(document)
  expect(seen.sort()).toEqual([
    '#/components/schemas/B',
    '#/components/schemas/B/$defs/C',
    '#/components/schemas/B/$defs/C/not',
    '#/components/schemas/B/$defs/C/not/prefixItems/0',
    '#/components/schemas/schemas',
    '#/components/schemas/schemas/properties/example',
    '#/components/schemas/schemas/properties/example/items',
    '#/components/schemas/schemas/properties/items',
    '#/paths/~1a/get/parameters/0/schema',
    '#/paths/~1a/get/parameters/0/schema/oneOf/0',
    '#/paths/~1a/get/responses/200/content/schemas/schema',
    '#/paths/~1a/get/responses/200/headers/schema/schema',
  ])
})
