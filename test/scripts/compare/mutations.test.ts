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
    'an operation that is gone',
    { [operationAt('logout')]: undefined },
    [['logout request  removed breaking', 'logout', 'auth.portal']],
  ],
  [
    'an operation that has moved',
    { [operationAt('identify')]: undefined, '/paths/~1api~1v2~1auth~1identify': { post: at(operationAt('identify')) } },
    [['identify request  renamed breaking', 'identify']],
  ],
  [
    'an operation that has moved, told by the function that FastAPI writes into its name',
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
    'an operation with another name and path, told by its models',
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
    'an operation with another name and path, told by its components',
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
    'an operation that is called otherwise in the document',
    { [`${operationAt('login')}/operationId`]: 'other' },
    [['login request  renamed safe', "operations['portal_login_api_v1_auth_login_post']"]],
  ],
  [
    'an operation that is marked for removal',
    { [`${operationAt('login')}/deprecated`]: true },
    [['login request  deprecated safe', 'login']],
  ],
  [
    'credentials that are asked for',
    {
      [`${operationAt('identify')}/security`]: [{ HTTPBearer: [] }],
      '/components/securitySchemes': { HTTPBearer: { type: 'http', scheme: 'bearer' } },
    },
    [['identify request security required breaking', 'identify']],
  ],
  [
    'a header that has become a security scheme',
    {
      [`${operationAt('logout')}/parameters`]: undefined,
      [`${operationAt('logout')}/security`]: [{ HTTPBearer: [] }],
      '/components/securitySchemes': { HTTPBearer: { type: 'http', scheme: 'bearer' } },
    },
    [
      ['logout request header.authorization changed safe', 'logout', 'auth.portal'],
      ['logout request security required breaking', 'logout'],
    ],
  ],
  [
    'a parameter that is required',
    { [`${operationAt('logout')}/parameters/0/required`]: true },
    [['logout request header.authorization required breaking', 'logout', 'auth.portal']],
  ],
  [
    'a parameter that is gone',
    { [`${operationAt('logout')}/parameters`]: undefined },
    [['logout request header.authorization removed risky', 'logout']],
  ],
  [
    'a parameter that is new and required',
    {
      [`${operationAt('login')}/parameters`]: [
        { name: 'X-Client', in: 'header', required: true, schema: { type: 'string' } },
      ],
    },
    [['login request header.x-client added breaking', 'login']],
  ],
  [
    'a body that may be left out',
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
    'a request field that is new and required',
    {
      [`${schemas}/IdentifyRequest/required`]: ['email', 'captcha'],
      [`${schemas}/IdentifyRequest/properties/captcha`]: { type: 'string' },
    },
    [['identify request body.captcha added breaking', 'identify', "components['schemas']['IdentifyRequest']"]],
  ],
  [
    'a request field that is new and optional',
    { [`${schemas}/IdentifyRequest/properties/locale`]: { type: 'string' } },
    [['identify request body.locale added safe', 'identify']],
  ],
  [
    'a request field that is ignored',
    { [`${verifyRequest}/properties/trust_device`]: undefined },
    [['verify request body.trust_device removed risky', 'MfaStep.verify({ trustDevice })']],
  ],
  [
    'a request field that is refused',
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
    'a request field that is required',
    { [`${verifyRequest}/required`]: ['method', 'mfa_token', 'user_id', 'trust_device'] },
    [['verify request body.trust_device required breaking', 'MfaStep.verify({ trustDevice })', 'auth.portal']],
  ],
  [
    'a request field that takes no null',
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
    'a default that means something else',
    { [`${verifyRequest}/properties/trust_device/default`]: true },
    [['verify request body.trust_device changed risky', 'MfaStep.verify({ trustDevice })']],
  ],
  [
    'an answer without a required field',
    {
      [`${schemas}/IdentifyResponse/properties/flow_token`]: undefined,
      [`${schemas}/IdentifyResponse/required`]: ['requires_tenant_selection', 'tenants'],
    },
    [['identify response 200.flow_token removed breaking', 'Identified.authenticate']],
  ],
  [
    'an answer without an optional field that is all a caller sees',
    { [`${authenticateResponse}/available_methods`]: undefined },
    [['authenticate response 200.available_methods removed breaking', 'MfaStep.methods']],
  ],
  [
    'an answer without an optional field that the client works out itself',
    { [`${authenticateResponse}/status`]: undefined },
    [['authenticate response 200.status removed risky', 'Authenticated.step']],
  ],
  [
    'an answer that may lack what the client copes without',
    { [`${schemas}/IdentifyResponse/required`]: ['flow_token', 'requires_tenant_selection'] },
    [['identify response 200.tenants optional risky', 'Identified.tenants']],
  ],
  [
    'an answer that may lack what the client needs',
    { [`${schemas}/scaikey__api__v1__me__auth__RefreshResponse/required`]: [] },
    [['refresh response 200.access_token optional breaking', 'getAccessToken']],
  ],
  [
    'an answer with null where the client needs a value',
    {
      [`${schemas}/PortalMFAVerifyResponse/properties/access_token`]: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
    [['verify response 200.access_token widened breaking', 'DoneStep.session']],
  ],
  [
    'an answer with a field of another type',
    { [`${schemas}/IdentifyResponse/properties/tenants/items`]: { type: 'string' } },
    [['identify response 200.tenants[] changed breaking', 'Identified.tenants', 'auth.portal']],
  ],
  [
    'an answer with another type besides',
    { [`${schemas}/IdentifyResponse/properties/flow_token`]: { type: ['string', 'integer'] } },
    [['identify response 200.flow_token widened breaking', 'Identified.authenticate']],
  ],
  [
    'an answer in variants that hold what was there',
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
    'another status of an accepted answer',
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
    'a refusal that is new',
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

test('compare: a default of what the SDK always sends concerns callers of the bare client', () => {
  const [change] = compareContracts(
    contract,
    edited(contract, { [`${verifyRequest}/properties/trust_device/default`]: true }),
  )
  expect(change?.hint).toContain('`MfaStep.verify` always sends it: only callers of the bare client leave it out.')
})

test('compare: a new field is looked up in the component that has it', () => {
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

test('compare: an object that had any fields and has declared ones now does not lose them', () => {
  const tenant = { type: 'object', properties: { id: { type: 'string' } }, additionalProperties: false }
  const after = edited(contract, { [`${schemas}/IdentifyResponse/properties/tenants/items`]: tenant })
  const [narrowed] = compareContracts(contract, after).filter(({ kind }) => kind === 'narrowed')
  expect(narrowed?.hint).toBe('`200.tenants[]` has no undeclared fields any more: nothing has to change.')
})

test('compare: a field is known by a word and its shape, whatever else went', () => {
  const { available_methods, refresh_token: _, ...rest } = Object(at(authenticateResponse))
  const after = edited(contract, { [authenticateResponse]: { ...rest, mfa_methods: available_methods } })
  const rows = compareContracts(contract, after).map(({ path, kind }) => `${path} ${kind}`)
  expect(rows.sort()).toEqual(['200.available_methods renamed', '200.refresh_token removed'])
})

test('compare: a body that the SDK does not send yet needs a release', () => {
  const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } }
  const [change] = compareContracts(contract, edited(contract, { [`${operationAt('logout')}/requestBody`]: body }))
  expect(change?.hint).toContain('`logout` sends none and needs a release that does')
})
