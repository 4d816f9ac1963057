import { expect, test } from 'vitest'
import { lintDocument } from '../../../../scripts/codegen/load/lint.ts'
import { printNormalised } from '../../../../scripts/codegen/load/normalise.ts'
import { type Selection, selectOperations, tidySelection } from '../../../../scripts/codegen/load/select.ts'
import type { JsonObject } from '../../../../scripts/openapi/json.ts'
import source from '../../../fixtures/scaikey.openapi.json' with { type: 'json' }

const ref = (target: string): JsonObject => ({ $ref: `#/components/${target}` })
const answer = (schema: JsonObject): JsonObject => ({
  200: { description: 'OK', content: { 'application/json': { schema } } },
})
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties })

/** Every kind of reference, and for each kind an unused component. */
const every: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Every', version: '1' },
  security: [{ session: [] }],
  tags: [{ name: 'Pets' }, { name: 'Other' }],
  paths: {
    '/pets': {
      parameters: [ref('parameters/Page')],
      get: {
        tags: ['Pets'],
        operationId: 'listPets',
        security: [{ key: [] }],
        responses: { ...answer(ref('schemas/Pet')), 404: ref('responses/Missing') },
        callbacks: { bought: ref('callbacks/Bought') },
      },
      post: { tags: ['Other'], operationId: 'addPet', requestBody: ref('requestBodies/Pet'), responses: {} },
    },
    '/shared': ref('pathItems/Shared'),
    '/loop': { get: { tags: ['Other'], operationId: 'loop', responses: answer(ref('schemas/Loop')) } },
  },
  webhooks: { changed: { post: { tags: ['Other'], operationId: 'changed', responses: {} } } },
  components: {
    pathItems: {
      Shared: {
        get: { tags: ['Pets'], operationId: 'shared', responses: answer(ref('schemas/Part/properties/inner')) },
      },
    },
    parameters: {
      Page: { name: 'page', in: 'query', schema: ref('schemas/Page'), examples: { first: ref('examples/First') } },
      Unused: { name: 'unused', in: 'query', schema: { type: 'string' } },
    },
    examples: { First: { value: { $ref: '#/components/schemas/Unused' } }, Unused: { value: 1 } },
    responses: {
      Missing: { description: 'Removed', headers: { 'x-id': ref('headers/Id') } },
      Unused: { description: 'Unused' },
    },
    headers: { Id: { schema: { type: 'string' } }, Unused: { schema: { type: 'string' } } },
    requestBodies: { Pet: { content: { 'application/json': { schema: ref('schemas/Pet') } } } },
    callbacks: {
      Bought: {
        '{$request.query.url}': { post: { security: [{ hook: [] }], responses: answer(ref('schemas/Sale')) } },
      },
      Unused: { '{$request.query.url}': { post: { responses: {} } } },
    },
    schemas: {
      Pet: {
        ...object({ kind: { type: 'string' } }),
        discriminator: { propertyName: 'kind', mapping: { cat: 'Cat', dog: '#/components/schemas/Dog' } },
      },
      Cat: object({ friend: ref('schemas/Cat') }),
      Dog: object({ default: { ...ref('schemas/Bone'), default: { $ref: '#/components/schemas/Unused' } } }),
      Bone: { type: 'string' },
      Page: { type: 'integer' },
      Part: object({ inner: ref('schemas/Inner'), other: ref('schemas/Beside') }),
      Inner: { type: 'string' },
      Beside: { type: 'string' },
      Sale: { type: 'string' },
      Loop: object({ back: ref('schemas/Back') }),
      Back: object({ loop: ref('schemas/Loop') }),
      Unused: object({ self: ref('schemas/Unused') }),
    },
    securitySchemes: Object.fromEntries(
      ['key', 'hook', 'session', 'unused'].map((name) => [name, { type: 'apiKey', in: 'header', name }]),
    ),
  },
}

test('select: a tag keeps what its operations use, and nothing else', async () => {
  const cut = selectOperations(every, { tags: ['Pets'], operations: [] })
  expect(namesIn(cut)).toEqual({
    paths: { '/pets': ['get', 'parameters'], '/shared': ['get'] },
    components: {
      parameters: ['Page'],
      examples: ['First'],
      responses: ['Missing'],
      headers: ['Id'],
      callbacks: ['Bought'],
      schemas: ['Beside', 'Bone', 'Cat', 'Dog', 'Inner', 'Page', 'Part', 'Pet', 'Sale'],
      securitySchemes: ['hook', 'key', 'session'],
    },
  })
  expect(cut).toMatchObject({ tags: [{ name: 'Pets' }], security: [{ session: [] }] })
  expect(cut).not.toHaveProperty('webhooks')
  expect(await lintDocument(cut)).toEqual([])
})

test.each<[title: string, selection: Selection, paths: JsonObject, schemas: readonly string[] | undefined]>([
  ['an operation by its id', { tags: [], operations: ['loop'] }, { '/loop': ['get'] }, ['Back', 'Loop']],
  ['a shared path item', { tags: [], operations: ['shared'] }, { '/shared': ['get'] }, ['Beside', 'Inner', 'Part']],
  ['a webhook alone', { tags: [], operations: ['changed'] }, {}, undefined],
  [
    'a tag and an operation together',
    { tags: ['Other'], operations: ['shared'] },
    { '/loop': ['get'], '/pets': ['parameters', 'post'], '/shared': ['get'] },
    ['Back', 'Beside', 'Bone', 'Cat', 'Dog', 'Inner', 'Loop', 'Page', 'Part', 'Pet'],
  ],
])('select: %s', (_, selection, paths, schemas) => {
  const names = namesIn(selectOperations(every, selection))
  expect(names.paths).toEqual(paths)
  expect(names.components['schemas']).toEqual(schemas)
})

test('select: security of the whole document stays only if an operation relies on it', () => {
  const cut = selectOperations(every, { tags: [], operations: ['listPets'] })
  expect(cut).not.toHaveProperty('security')
  expect(namesIn(cut).components['securitySchemes']).toEqual(['hook', 'key'])
})

test('select: the contract of all four tags is the document itself', () => {
  const tags = ['Admin Auth', 'Authentication', 'Portal Auth', 'Profile']
  expect(printNormalised(selectOperations(source, { tags, operations: [] }))).toBe(printNormalised(source))
})

test('select: names are stored sorted and without duplicates', () => {
  expect(tidySelection({ tags: ['B', 'A', 'B'], operations: ['b', 'a'] })).toEqual({
    tags: ['A', 'B'],
    operations: ['a', 'b'],
  })
})

test('select: an unknown tag or operation is rejected with the known names', () => {
  expect(() => selectOperations(every, { tags: ['Pets', 'Cats'], operations: [] })).toThrow(
    'the document has no operation tagged "Cats"; expected Other or Pets',
  )
  expect(() => selectOperations(every, { tags: [], operations: ['addCat'] })).toThrow(
    'the document has no operation with the id "addCat"; expected addPet, changed, listPets, loop or shared',
  )
})

test('select: a reference into an operation that is not selected is rejected', () => {
  const target = '#/paths/~1loop/get/responses/200/content/application~1json/schema'
  const document = {
    ...every,
    paths: { ...Object(every['paths']), '/into': { get: { tags: ['Into'], responses: answer({ $ref: target }) } } },
  }
  expect(() => selectOperations(document, { tags: ['Into'], operations: [] })).toThrow(
    `#/paths/~1into/get/responses/200/content/application~1json/schema refers to ${target}, which belongs to an operation that is not selected; select that operation too`,
  )
  expect(selectOperations(document, { tags: ['Into'], operations: ['loop'] })).toHaveProperty('components.schemas.Loop')
})

function namesIn(document: JsonObject): Record<'paths' | 'components', Record<string, string[]>> {
  const namesOf = (value: unknown): Record<string, string[]> =>
    Object.fromEntries(Object.entries(Object(value)).map(([key, child]) => [key, Object.keys(Object(child)).sort()]))
  return { paths: namesOf(document['paths']), components: namesOf(document['components']) }
}
