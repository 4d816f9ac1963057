import { expect, test } from 'vitest'
import { validateDocument } from '../../../../scripts/codegen/load/validate.ts'
import { CodegenFailure } from '../../../../scripts/openapi/failure.ts'
import { parseDocument } from '../../../../scripts/openapi/parse-document.ts'
import source from '../../../fixtures/scaikey.openapi.json' with { type: 'json' }

const whole = JSON.stringify(source)
const identified = '#/paths/~1api~1v1~1auth~1identify/post'
const replaced = (from: string, to: string): string => {
  expect(whole).toContain(from)
  return whole.replace(from, to)
}

test.each<[title: string, text: string, message: string]>([
  ['no info', '{"openapi": "3.1.0"}', 'd lacks info.title or info.version at #/info'],
  [
    'a version that YAML reads as a number',
    'openapi: 3.1.0\ninfo: { title: A, version: 1.0 }',
    'd lacks info.title or',
  ],
  [
    'a dangling reference',
    replaced('schemas/IdentifyResponse"}', 'schemas/Identified"}'),
    `d refers to #/components/schemas/Identified at ${identified}/responses/200/content/application~1json/schema, which does not exist`,
  ],
  [
    'a circular reference',
    replaced('"schemas":{', '"schemas":{"A":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/A"},'),
    'd refers to #/components/schemas/B at #/components/schemas/A, which refers only to itself',
  ],
  [
    'a reference to another file',
    replaced('#/components/schemas/IdentifyResponse"}', 'other.json#/A"}'),
    `d has an external reference to other.json#/A at ${identified}/responses/200`,
  ],
  [
    'an undeclared security scheme',
    replaced('"summary":"Identify User"', '"summary":"Identify User","security":[{"key":[]}]'),
    `d refers to #/components/securitySchemes/key at ${identified}/security/0/key, which does not exist`,
  ],
  [
    'an unknown type',
    replaced('"format":"email"', '"type":"text","format":"email"').replace(
      '"type":"string","type":"text"',
      '"type":"text"',
    ),
    'd is not valid OpenAPI 3.1 at #/components/schemas/IdentifyRequest/properties/email/type (`type` can be one of',
  ],
  [
    'a parameter without a name',
    replaced('"name":"authorization",', ''),
    'd is not valid OpenAPI 3.1 at #/paths/~1api~1v1~1auth~1logout/post/parameters/0 (The field `name` must be present',
  ],
  [
    'a duplicate operation id',
    replaced('"identify_user_api_v1_auth_identify_post"', '"portal_login_api_v1_auth_login_post"'),
    'Every operation must have a unique `operationId`.',
  ],
])('validate: %s is rejected with the place', async (_, text, message) => {
  const failure = await validateDocument('d', parseDocument('d', text)).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CodegenFailure)
  expect(failure).toMatchObject({ exitCode: 3, message: expect.stringContaining(message) })
})

test('validate: the backend’s document passes', async () => {
  await expect(validateDocument('d', source)).resolves.toBeUndefined()
})
