import { expect, test } from 'vitest'
import { compareContracts } from '../../../scripts/compare/compare-contracts.ts'
import type { Json } from '../../../scripts/openapi/json.ts'
import { contract, edited, operationAt, schemas } from '../../support/compare/edit.ts'

/** `operation direction path kind rating`, then SDK names of which the row must have each. */
type Row = readonly [row: string, ...sdk: string[]]

const json = 'content/application~1json/schema'
const bodyOf = (operation: string): string => `${operationAt(operation)}/requestBody/${json}`
const authenticateResponse = `${schemas}/AuthenticateResponse/properties`
const verifyRequest = `${schemas}/PortalMFAVerifyRequest`
const renamedLogin = 'scaikey__api__v1__me__login__LoginRequest'
const at = (pointer: string): Json =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/'))
    .reduce<Json>((node, step) => Object(node)[step], contract)

test.each<[string, Record<string, Json | undefined>, readonly Row[]]>([
  [
    'a removed operation',
    { [operationAt('logout')]: undefined },
    [['logout request  removed breaking', 'logout', 'createPortalClient(auth)']],
  ],
  [
    'a moved operation',
    { [operationAt('identify')]: undefined, '/paths/~1api~1v2~1auth~1identify': { post: at(operationAt('identify')) } },
    [['identify request  renamed breaking', 'identify']],
  ],
  [
    'a moved operation, recognised by the function name in its operationId',
    {
      [operationAt('logout')]: undefined,
      '/paths/~1api~1v2~1auth~1logout': {
        post: { ...Object(at(operationAt('logout'))), operationId: 'portal_logout_api_v2_auth_logout_post' },
      },
    },
    [
      ['logout request  renamed breaking', 'logout'],
      ['logout request  renamed safe', "operations['portal_logout_api_v1_auth_logout_post']"],
    ],
  ],
  [
    'an operation with another name and path, recognised by its models',
    {
      [operationAt('login')]: undefined,
      '/paths/~1api~1v1~1auth~1sign-in': { post: { ...Object(at(operationAt('login'))), operationId: 'sign_in' } },
    },
    [
      ['login request  renamed breaking', 'login'],
      ['login request  renamed safe', "operations['portal_login_api_v1_auth_login_post']"],
    ],
  ],
  [
    'an operation with another name and path, recognised by its components',
    {
      [operationAt('identify')]: undefined,
      '/paths/~1api~1v1~1auth~1discover': { post: { ...Object(at(operationAt('identify'))), operationId: 'discover' } },
      [`${schemas}/IdentifyResponse/properties/sso`]: { type: 'boolean' },
    },
    [
      ['identify request  renamed breaking', 'identify'],
      ['identify request  renamed safe', "operations['identify_user_api_v1_auth_identify_post']"],
      ['identify response 200.sso added safe', 'identify'],
    ],
  ],
  [
    'an operation with another operationId',
    { [`${operationAt('login')}/operationId`]: 'other' },
    [['login request  renamed safe', "operations['portal_login_api_v1_auth_login_post']"]],
  ],
  [
    'a deprecated operation',
    { [`${operationAt('login')}/deprecated`]: true },
    [['login request  deprecated safe', 'login']],
  ],
  [
    'credentials that became required',
    {
      [`${operationAt('identify')}/security`]: [{ HTTPBearer: [] }],
      '/components/securitySchemes': { HTTPBearer: { type: 'http', scheme: 'bearer' } },
    },
    [['identify request security required breaking', 'identify']],
  ],
  [
    'a header that became a security scheme',
    {
      [`${operationAt('logout')}/parameters`]: undefined,
      [`${operationAt('logout')}/security`]: [{ HTTPBearer: [] }],
      '/components/securitySchemes': { HTTPBearer: { type: 'http', scheme: 'bearer' } },
    },
    [
      ['logout request header.authorization changed safe', 'logout', 'createPortalClient(auth)'],
      ['logout request security required breaking', 'logout'],
    ],
  ],
  [
    'a parameter that became required',
    { [`${operationAt('logout')}/parameters/0/required`]: true },
    [['logout request header.authorization required breaking', 'logout', 'createPortalClient(auth)']],
  ],
  [
    'a removed parameter',
    { [`${operationAt('logout')}/parameters`]: undefined },
    [['logout request header.authorization removed risky', 'logout']],
  ],
  [
    'an added required parameter',
    {
      [`${operationAt('login')}/parameters`]: [
        { name: 'X-Client', in: 'header', required: true, schema: { type: 'string' } },
      ],
    },
    [['login request header.x-client added breaking', 'login']],
  ],
  [
    'a body that became optional',
    { [`${operationAt('login')}/requestBody/required`]: false },
    [['login request body optional safe', 'login']],
  ],
  [
    'a form in place of JSON',
    {
      [`${operationAt('login')}/requestBody/content`]: {
        'application/x-www-form-urlencoded': { schema: at(bodyOf('login')) },
      },
    },
    [
      ['login request body narrowed breaking', 'login'],
      ['login request body widened safe', 'login'],
    ],
  ],
  [
    'an added required request field',
    {
      [`${schemas}/IdentifyRequest/required`]: ['email', 'captcha'],
      [`${schemas}/IdentifyRequest/properties/captcha`]: { type: 'string' },
    },
    [['identify request body.captcha added breaking', 'identify', "components['schemas']['IdentifyRequest']"]],
  ],
  [
    'an added optional request field',
    { [`${schemas}/IdentifyRequest/properties/locale`]: { type: 'string' } },
    [['identify request body.locale added safe', 'identify']],
  ],
  [
    'a removed request field that is ignored',
    { [`${verifyRequest}/properties/trust_device`]: undefined },
    [['verify request body.trust_device removed risky', 'MfaStep.verify({ trustDevice })']],
  ],
  [
    'a removed request field that is rejected',
    { [`${verifyRequest}/properties/trust_device`]: undefined, [`${verifyRequest}/additionalProperties`]: false },
    [
      ['verify request body.trust_device removed breaking', 'MfaStep.verify({ trustDevice })'],
      ['verify request body narrowed risky', 'MfaStep.verify'],
    ],
  ],
  [
    'a request field with another name',
    {
      [`${verifyRequest}/properties/trust_device`]: undefined,
      [`${verifyRequest}/properties/remember_device`]: at(`${verifyRequest}/properties/trust_device`),
    },
    [['verify request body.trust_device renamed breaking', 'MfaStep.verify({ trustDevice })']],
  ],
  [
    'a request field that became required',
    { [`${verifyRequest}/required`]: ['method', 'mfa_token', 'user_id', 'trust_device'] },
    [
      [
        'verify request body.trust_device required breaking',
        'MfaStep.verify({ trustDevice })',
        'createPortalClient(auth)',
      ],
    ],
  ],
  [
    'a request field that no longer accepts null',
    { [`${verifyRequest}/properties/code`]: { type: 'string' } },
    [['verify request body.code narrowed breaking', 'MfaStep.verify({ code })']],
  ],
  [
    'a request field with a list of values',
    { [`${verifyRequest}/properties/method/enum`]: ['totp', 'email'] },
    [['verify request body.method narrowed breaking', 'MfaStep.verify({ method })']],
  ],
  [
    'a request field with limits',
    {
      [`${schemas}/scaikey__api__v1__me__auth__LoginRequest/properties/password/minLength`]: 12,
      [`${schemas}/scaikey__api__v1__me__auth__LoginRequest/properties/email/format`]: undefined,
    },
    [
      ['login request body.email widened safe', 'login({ email })'],
      ['login request body.password narrowed breaking', 'login({ password })'],
    ],
  ],
  [
    'a changed default',
    { [`${verifyRequest}/properties/trust_device/default`]: true },
    [['verify request body.trust_device changed risky', 'MfaStep.verify({ trustDevice })']],
  ],
  [
    'a response without a required field',
    {
      [`${schemas}/IdentifyResponse/properties/flow_token`]: undefined,
      [`${schemas}/IdentifyResponse/required`]: ['requires_tenant_selection', 'tenants'],
    },
    [['identify response 200.flow_token removed breaking', 'Identified.authenticate']],
  ],
  [
    'a response without an optional field that has no other source',
    { [`${authenticateResponse}/available_methods`]: undefined },
    [['authenticate response 200.available_methods removed breaking', 'MfaStep.methods']],
  ],
  [
    'a response without an optional field that the client derives itself',
    { [`${authenticateResponse}/status`]: undefined },
    [['authenticate response 200.status removed risky', 'Authenticated.step']],
  ],
  [
    'a response that may lack a value whose absence the client handles',
    { [`${schemas}/IdentifyResponse/required`]: ['flow_token', 'requires_tenant_selection'] },
    [['identify response 200.tenants optional risky', 'Identified.tenants']],
  ],
  [
    'a response that may lack a value that the client requires',
    { [`${schemas}/scaikey__api__v1__me__auth__RefreshResponse/required`]: [] },
    [['refresh response 200.access_token optional breaking', 'getAccessToken']],
  ],
  [
    'a response with null where the client needs a value',
    {
      [`${schemas}/PortalMFAVerifyResponse/properties/access_token`]: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
    [['verify response 200.access_token widened breaking', 'DoneStep.session']],
  ],
  [
    'a response with a field of another type',
    { [`${schemas}/IdentifyResponse/properties/tenants/items`]: { type: 'string' } },
    [['identify response 200.tenants[] changed breaking', 'Identified.tenants', 'createPortalClient(auth)']],
  ],
  [
    'a response with an additional type',
    { [`${schemas}/IdentifyResponse/properties/flow_token`]: { type: ['string', 'integer'] } },
    [['identify response 200.flow_token widened breaking', 'Identified.authenticate']],
  ],
  [
    'a response split into variants with the same fields',
    {
      [`${operationAt('identify')}/responses/200/${json}`]: {
        oneOf: [true, false].map((choice) => ({
          ...Object(at(`${schemas}/IdentifyResponse`)),
          properties: {
            ...Object(at(`${schemas}/IdentifyResponse/properties`)),
            requires_tenant_selection: { const: choice },
          },
        })),
      },
    },
    [['identify response 200 changed risky', 'identify']],
  ],
  [
    'another success status',
    {
      [`${operationAt('logout')}/responses/200`]: undefined,
      [`${operationAt('logout')}/responses/204`]: { description: 'Done' },
    },
    [
      ['logout response 200 removed risky', 'logout'],
      ['logout response 200 renamed risky', 'logout'],
    ],
  ],
  [
    'an added error response',
    { [`${operationAt('login')}/responses/429`]: { description: 'Too many' } },
    [['login response 429 added risky', 'login']],
  ],
  [
    'a component with another name',
    {
      [`${bodyOf('login')}/$ref`]: `#/components/schemas/${renamedLogin}`,
      [`${schemas}/${renamedLogin}`]: at(`${schemas}/scaikey__api__v1__me__auth__LoginRequest`),
      [`${schemas}/scaikey__api__v1__me__auth__LoginRequest`]: undefined,
    },
    [['login request body renamed safe', "components['schemas']['scaikey__api__v1__me__auth__LoginRequest']"]],
  ],
])('compare: %s is reported, rated and named', (_title, edits, expected) => {
  const changes = compareContracts(contract, edited(contract, edits))
  const rows = changes.map(({ operation, direction, path, kind, rating }) =>
    [operation.split('/').at(-1), direction, path, kind, rating].join(' '),
  )
  expect(rows.sort()).toEqual(expected.map(([row]) => row).sort())
  for (const [row, ...sdk] of expected) {
    const names = changes.flatMap((change) => (change.kind === row.split(' ')[3] ? change.sdk : []))
    expect(names).toEqual(expect.arrayContaining(sdk))
  }
  for (const { hint } of changes) expect(hint).toMatch(/^[^{]+[.]$/)
})

test('compare: the default of a field that the SDK always sends affects callers of the bare client only', () => {
  const [change] = compareContracts(
    contract,
    edited(contract, { [`${verifyRequest}/properties/trust_device/default`]: true }),
  )
  expect(change?.hint).toContain('`MfaStep.verify` always sends it; only callers of the bare client are affected.')
})

test('compare: an added field names the component that has it', () => {
  const answer = `${operationAt('refresh')}/responses/200/${json}`
  const wrapped = {
    type: 'object',
    required: ['data'],
    properties: { data: at(answer) },
  }
  const after = edited(contract, {
    [`${schemas}/ApiResponse_RefreshResponse_`]: wrapped,
    [answer]: { $ref: '#/components/schemas/ApiResponse_RefreshResponse_' },
  })
  const [added] = compareContracts(contract, after).filter(({ kind }) => kind === 'added')
  expect(added?.sdk).toContain("components['schemas']['ApiResponse_RefreshResponse_']")
})

test('compare: an open object that now declares its fields is narrowed, not emptied', () => {
  const tenant = { type: 'object', properties: { id: { type: 'string' } }, additionalProperties: false }
  const after = edited(contract, { [`${schemas}/IdentifyResponse/properties/tenants/items`]: tenant })
  const [narrowed] = compareContracts(contract, after).filter(({ kind }) => kind === 'narrowed')
  expect(narrowed?.hint).toBe('`200.tenants[]` no longer has undeclared fields; no change needed.')
})

test('compare: a renamed field is recognised by a common word and its shape, even if another field was removed', () => {
  const { available_methods, refresh_token: _, ...rest } = Object(at(authenticateResponse))
  const after = edited(contract, { [authenticateResponse]: { ...rest, mfa_methods: available_methods } })
  const rows = compareContracts(contract, after).map(({ path, kind }) => `${path} ${kind}`)
  expect(rows.sort()).toEqual(['200.available_methods renamed', '200.refresh_token removed'])
})

test('compare: a body that the SDK does not send yet needs a release', () => {
  const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } }
  const [change] = compareContracts(contract, edited(contract, { [`${operationAt('logout')}/requestBody`]: body }))
  expect(change?.hint).toContain('`logout` sends no body yet; until a release adds one')
})
