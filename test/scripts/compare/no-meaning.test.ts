import { expect, test } from 'vitest'
import { compareContracts } from '../../../scripts/compare/compare-contracts.ts'
import { isObject, type Json, type JsonObject } from '../../../scripts/openapi/json.ts'
import { contract, edited, operationAt, schemas } from '../../support/compare/edit.ts'

const json = 'content/application~1json/schema'
const answerOf = (operation: string): string => `${operationAt(operation)}/responses/200/${json}`
const { IdentifyResponse, AuthenticateResponse, PortalMFAVerifyRequest } = Object(contract['components']).schemas

const changed = (edits: Record<string, Json | undefined>): JsonObject => edited(contract, edits)

test.each<[string, JsonObject]>([
  ['the order of keys', reversed(contract)],
  [
    'the order of required fields',
    changed({ [`${schemas}/IdentifyResponse/required`]: ['tenants', 'requires_tenant_selection', 'flow_token'] }),
  ],
  ['white space', JSON.parse(JSON.stringify(contract, null, 7))],
  [
    'an unused component',
    changed({ [`${schemas}/Unused`]: { type: 'object', required: ['a'], properties: { a: {} } } }),
  ],
  ['the version and title of the document', changed({ '/info': { title: 'Other', version: '9.0.0' } })],
  [
    'summary, description, title and example',
    changed({
      [`${operationAt('login')}/summary`]: 'Other',
      [`${operationAt('login')}/description`]: undefined,
      [`${schemas}/IdentifyRequest/title`]: 'Other',
      [`${schemas}/IdentifyRequest/properties/email/description`]: 'Yours',
      [`${schemas}/IdentifyRequest/properties/email/examples`]: ['a@example.com'],
      [`${operationAt('login')}/responses/200/description`]: 'Other',
    }),
  ],
  [
    'tags and extensions',
    changed({ [`${operationAt('login')}/tags`]: ['Other'], [`${operationAt('login')}/x-order`]: 7 }),
  ],
  ['servers', changed({ '/servers': [{ url: 'https://portal.example.com' }] })],
  ['an inlined component', changed({ [answerOf('identify')]: IdentifyResponse })],
  [
    'a reference through another one',
    changed({
      [`${schemas}/Alias`]: { $ref: '#/components/schemas/IdentifyResponse' },
      [answerOf('identify')]: { $ref: '#/components/schemas/Alias' },
    }),
  ],
  [
    'allOf around a reference',
    changed({
      [answerOf('identify')]: { allOf: [{ $ref: '#/components/schemas/IdentifyResponse' }], description: 'So' },
    }),
  ],
  [
    'allOf of two halves',
    changed({
      [answerOf('identify')]: {
        allOf: [
          { ...IdentifyResponse, required: ['tenants'] },
          { type: 'object', required: ['flow_token', 'requires_tenant_selection'] },
        ],
      },
    }),
  ],
  [
    'the order of anyOf',
    changed({ [`${schemas}/AuthenticateResponse/properties/user_id/anyOf`]: [{ type: 'null' }, { type: 'string' }] }),
  ],
  [
    'oneOf instead of anyOf',
    changed({
      [`${schemas}/AuthenticateResponse/properties/user_id`]: { oneOf: AuthenticateResponse.properties.user_id.anyOf },
    }),
  ],
  [
    'a list of types instead of anyOf',
    changed({ [`${schemas}/AuthenticateResponse/properties/user_id`]: { type: ['null', 'string'] } }),
  ],
  [
    'nested anyOf',
    changed({
      [`${schemas}/AuthenticateResponse/properties/user_id`]: {
        anyOf: [AuthenticateResponse.properties.user_id, { type: 'string', minLength: 3 }],
      },
    }),
  ],
  [
    'conditions that always hold',
    changed({
      [`${schemas}/PortalMFAVerifyRequest`]: {
        ...PortalMFAVerifyRequest,
        additionalProperties: true,
        minProperties: 0,
      },
    }),
  ],
  [
    'explicit defaults of an operation',
    changed({ [`${operationAt('login')}/deprecated`]: false, [`${operationAt('login')}/security`]: [] }),
  ],
  [
    'the charset of a media type',
    changed({
      [`${operationAt('login')}/requestBody/content`]: {
        'application/json; charset=utf-8':
          Object(contract)['paths']['/api/v1/auth/login'].post.requestBody.content['application/json'],
      },
    }),
  ],
  ['the case of a header', changed({ [`${operationAt('logout')}/parameters/0/name`]: 'Authorization' })],
  [
    'a parameter of the path item instead of one of the operation',
    changed({
      [`${operationAt('logout')}/parameters`]: undefined,
      '/paths/~1api~1v1~1auth~1logout/parameters': Object(contract)['paths']['/api/v1/auth/logout'].post.parameters,
    }),
  ],
  [
    'explicit defaults of a header',
    changed({
      [`${operationAt('logout')}/parameters/0/style`]: 'simple',
      [`${operationAt('logout')}/parameters/0/explode`]: false,
    }),
  ],
])('compare: %s does not count as a change, in either direction', (_title, other) => {
  expect(compareContracts(contract, other)).toEqual([])
  expect(compareContracts(other, contract)).toEqual([])
})

function reversed<Value extends Json>(value: Value): Value
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reversed(child)]),
  )
}
