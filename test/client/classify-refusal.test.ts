import { expect, test } from 'vitest'
import { createPortalAuth, type PortalAuthErrorCode } from '../../src/index.ts'
import { answering, baseUrl } from './portal-under-test.ts'

type Operation = 'identify' | 'authenticate' | 'login' | 'verify'

/** Runs one operation against a portal that refuses it in the given way. */
async function refuse(
  operation: Operation,
  status: number,
  body: unknown,
  classifyError?: () => PortalAuthErrorCode | undefined,
): Promise<unknown> {
  const refusing = answering(status, body)
  const auth = createPortalAuth({
    baseUrl,
    classifyError,
    fetch: async (request) => {
      const refused = request.url.endsWith(`/${operation}`)
      if (!refused && request.url.endsWith('/authenticate')) {
        return Response.json({ status: 'MFA_REQUIRED', mfa_token: 'm', user_id: 'u', available_methods: ['totp'] })
      }
      return refused
        ? new Response((await refusing(new Request(baseUrl))).body, {
            status,
            headers: { 'content-type': 'application/json' },
          })
        : answering(200, {})(request)
    },
  })
  const credentials = { email: 'ada@example.com', password: 'secret' }
  if (operation === 'login') return auth.login(credentials).catch((error: unknown) => error)
  const identified = await auth.identify(credentials).catch((error: unknown) => error as never)
  if (identified.step !== 'password') return identified
  const next = await identified.authenticate(credentials).catch((error: unknown) => error as never)
  if (next.step !== 'mfa') return next
  return next.verify({ method: 'totp', code: '123456' }).catch((error: unknown) => error)
}

const detail = (said: unknown): object => ({ detail: said })

const cases: readonly (readonly [Operation, number, unknown, PortalAuthErrorCode])[] = [
  ['authenticate', 401, detail('Invalid credentials'), 'invalid_credentials'],
  ['authenticate', 400, detail('Incorrect email or password'), 'invalid_credentials'],
  ['authenticate', 401, detail({ code: 'INVALID_CREDENTIALS', message: 'No.' }), 'invalid_credentials'],
  ['authenticate', 401, '', 'invalid_credentials'],
  ['authenticate', 400, detail('Invalid or expired flow token'), 'flow_expired'],
  ['authenticate', 401, detail('Flow token already used'), 'flow_expired'],
  ['authenticate', 410, detail('Gone'), 'flow_expired'],
  ['authenticate', 400, { error: 'flow_expired', error_description: 'Start again' }, 'flow_expired'],
  ['authenticate', 400, detail('tenant_id must be specified'), 'tenant_required'],
  ['authenticate', 401, detail('Please select a tenant'), 'tenant_required'],
  ['authenticate', 409, detail('Choose one'), 'tenant_required'],
  ['authenticate', 422, detail('Tenant selection required'), 'tenant_required'],
  ['authenticate', 401, detail('Invalid tenant'), 'invalid_credentials'],
  ['authenticate', 423, detail('No'), 'account_locked'],
  ['authenticate', 429, detail('Account locked'), 'account_locked'],
  ['authenticate', 429, detail('Too many failed attempts, try again later'), 'account_locked'],
  ['authenticate', 429, detail('Too many requests'), 'rate_limited'],
  ['authenticate', 429, '', 'rate_limited'],
  ['authenticate', 403, detail('User is suspended'), 'account_disabled'],
  ['authenticate', 403, detail('Forbidden'), 'account_disabled'],
  ['authenticate', 403, '<h1>Forbidden</h1>', 'unexpected_response'],
  ['authenticate', 404, detail('Not Found'), 'unexpected_response'],
  ['authenticate', 500, '<h1>oops</h1>', 'server'],
  [
    'authenticate',
    422,
    detail([{ loc: ['body', 'flow_token'], msg: 'Field required', type: 'missing' }]),
    'validation_failed',
  ],
  ['login', 400, detail('Tenant selection required'), 'tenant_required'],
  ['login', 409, detail('Several tenants'), 'tenant_required'],
  ['login', 403, detail('MFA required'), 'mfa_required'],
  ['login', 400, { error: { code: 'mfa_required', message: 'Use the flow' } }, 'mfa_required'],
  ['login', 401, { error: 'invalid_grant', error_description: 'Bad credentials' }, 'invalid_credentials'],
  ['verify', 401, detail('Invalid MFA code'), 'mfa_code_rejected'],
  ['verify', 400, detail('Invalid or expired code'), 'mfa_code_rejected'],
  ['verify', 401, detail({ code: 'mfa_code_invalid' }), 'mfa_code_rejected'],
  ['verify', 401, detail('Invalid or expired MFA token'), 'mfa_expired'],
  ['verify', 410, '', 'mfa_expired'],
  ['verify', 400, detail('MFA method not available'), 'validation_failed'],
  ['verify', 429, detail('Too many attempts'), 'rate_limited'],
  ['verify', 401, '', 'mfa_code_rejected'],
  ['identify', 429, detail('Slow down'), 'rate_limited'],
  ['identify', 400, detail('No'), 'unexpected_response'],
]

test.each(cases)('refusal: %s answered %i %j is %s', async (operation, status, body, code) => {
  expect(await refuse(operation, status, body)).toMatchObject({ code, operation, status })
})

test('refusal: classifyError decides first, and undefined leaves it to the client', async () => {
  expect(await refuse('authenticate', 418, {}, () => 'account_locked')).toMatchObject({ code: 'account_locked' })
  expect(await refuse('authenticate', 401, {}, () => undefined)).toMatchObject({ code: 'invalid_credentials' })
})

test('refusal: a validation error gives the messages by field, in camelCase', async () => {
  const items = [
    { loc: ['body', 'flow_token'], msg: 'Field required', type: 'missing', input: { password: 'secret' } },
    { loc: ['body', 'tenants', 0], msg: 'Wrong', type: 'x' },
    { loc: ['body'], msg: 'Not an object', type: 'x' },
    { loc: ['body', '__proto__'], msg: 'Odd', type: 'x' },
  ]
  const error = await refuse('authenticate', 422, detail(items))
  expect(error).toMatchObject({ code: 'validation_failed' })
  expect(Object.entries((error as { fields: object }).fields)).toEqual([
    ['flowToken', ['Field required']],
    ['tenants', ['Wrong']],
    ['body', ['Not an object']],
    ['__proto__', ['Odd']],
  ])
})
