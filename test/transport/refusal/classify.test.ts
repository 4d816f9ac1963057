import { expect, test } from 'vitest'
import { type PortalAuthErrorCode, refusalWords } from '../../../src/index.ts'
import { gatewayRefusals } from '../../support/client/refresh-refusals.ts'
import { type Refusal, refusals } from '../../support/client/refusals.ts'
import { refuse } from '../../support/client/refuse.ts'
import { usualWordings } from '../../support/client/wordings.ts'

const isObject = (body: unknown): boolean => typeof body === 'object'
const mayPass = new Set<PortalAuthErrorCode>(['account_locked', 'rate_limited', 'server'])

/** The wordings that `refusalWords` alone knows, and the code that the client by itself gives. */
// biome-ignore format: one row, one line.
const unknown: readonly Refusal[] = [
  ['login', 404, { detail: 'Unknown account' }, 'unexpected_response'],
  ['login', 404, { detail: 'User does not exist' }, 'unexpected_response'],
  ['identify', 404, { detail: 'E-mail not known' }, 'unexpected_response'],
  ['identify', 404, { detail: 'No account with this e-mail' }, 'unexpected_response'],
  ['login', 403, { message: 'More than one tenant: pick one' }, 'unexpected_response'],
  ['login', 403, { detail: 'Use the login flow' }, 'account_disabled'],
  ['login', 403, { detail: 'Call identify first' }, 'account_disabled'],
  ['login', 403, { detail: 'Please use the identify/authenticate flow' }, 'account_disabled'],
  ['login', 401, { error: 'interaction_required', error_description: 'One-time code needed' }, 'invalid_credentials'],
  ['authenticate', 400, { detail: 'This step was left' }, 'invalid_credentials'],
  ['authenticate', 403, { detail: 'Login session expired, enter your password again' }, 'invalid_credentials'],
  ['verify', 404, { detail: 'User not found' }, 'unexpected_response'],
  ['authenticate', 401, { detail: 'Your password has expired' }, 'invalid_credentials'],
  ['login', 403, { detail: 'Maximum login attempts exceeded' }, 'account_disabled'],
  ['login', 429, { detail: 'Login attempts exhausted' }, 'rate_limited'],
  ['login', 429, { detail: 'Repeated failures' }, 'rate_limited'],
  ['login', 429, { detail: 'Wrong password again and again' }, 'rate_limited'],
  ['login', 403, { detail: 'Throttled' }, 'account_disabled'],
  ['login', 403, { detail: 'Please slow down' }, 'account_disabled'],
  ['sendEmailCode', 400, { detail: 'Please wait 60 seconds before requesting a new code' }, 'mfa_expired'],
  ['sendEmailCode', 400, { detail: 'A code was sent recently, try again in 60 seconds' }, 'mfa_expired'],
  ['identify', 400, { detail: 'Invalid email' }, 'unexpected_response'],
  ['verify', 409, { detail: 'That code was used before' }, 'unexpected_response'],
  ['login', 401, { detail: 'You have been deactivated' }, 'invalid_credentials'],
  ['authenticate', 403, { detail: 'Tenant mismatch' }, 'account_disabled'],
  ['verify', 400, { detail: 'Email codes are not set up' }, 'mfa_code_rejected'],
]
const keyOf = ([operation, status, body]: Refusal): string => JSON.stringify([operation, status, body])
const known = new Map(unknown.map((refusal) => [keyOf(refusal), refusal]))

test.each(refusals.map((refusal) => known.get(keyOf(refusal)) ?? refusal))(
  'classify: %s with the response %i %j is %s',
  async (operation, status, body, code) => {
    const retryable = mayPass.has(code) || (code === 'unexpected_response' && !isObject(body))
    expect(await refuse(operation, status, body)).toMatchObject({ code, operation, status, retryable })
  },
)

test('classify: each wording that only refusalWords knows is a row of the corpus with another code', () => {
  const rows = new Map(refusals.map((refusal) => [keyOf(refusal), refusal[3]]))
  for (const refusal of unknown) expect([undefined, refusal[3]]).not.toContain(rows.get(keyOf(refusal)))
})

test.each(usualWordings)('classify: %s, %i: %s, in many words', async (operation, status, code, texts) => {
  for (const text of texts) {
    expect([text, await refuse(operation, status, { detail: text })]).toMatchObject([text, { code }])
  }
})

test.each([
  'Invalid password. Your account gets locked after 3 more failed login attempts',
  'Invalid password. 1 more try before your account is disabled',
  'Wrong password. One attempt left, or your account is locked',
  'Wrong password. Try again, or else your account is suspended',
  'Wrong password; to avoid that your account is locked, reset it',
  'Wrong password. Unless you reset it, your account could be locked',
  'Wrong password. Your account might be suspended',
  'Wrong password. Your account is locked after 3 more failed attempts',
  '1 more wrong password and your account is locked',
  'Wrong password. Two more failures and your user is disabled',
  'Wrong password. Three more tries and your account is locked',
  'Wrong password. One more failed login and your account is locked',
  'Wrong password. 2 attempts left and your account is locked',
  'Wrong password. One try remaining and your account is locked',
  'Wrong password. Further failures will result in a locked account',
])('classify: a warning is not a fact: %s', async (detail) => {
  expect(await refuse('authenticate', 401, { detail })).toMatchObject({ code: 'invalid_credentials' })
  expect(await refuse('login', 401, { detail }, refusalWords)).toMatchObject({ code: 'invalid_credentials' })
})

test.each(['Account locked for 5 more minutes', 'Account locked after 5 failed attempts, 10 minutes left'])(
  'classify: what has happened is not a warning: %s',
  async (detail) => {
    expect(await refuse('authenticate', 401, { detail })).toMatchObject({ code: 'account_locked' })
  },
)

// A framework's own `detail` without a word about itself cannot be distinguished from the portal's.
const foreign = gatewayRefusals.filter(([, body]) => !/permission to perform/.test(JSON.stringify(body)))

test.each(foreign)('classify: a gateway that answers %i %j never disables an account', async (status, body) => {
  for (const classifyError of [undefined, refusalWords]) {
    for (const operation of ['authenticate', 'login', 'verify'] as const) {
      expect(await refuse(operation, status, body, classifyError)).not.toMatchObject({ code: 'account_disabled' })
    }
  }
})

test.each(['code', 'error_code', 'error', 'status', 'type'])(
  'classify: a machine code in %j is read before any message, at each place of the body',
  async (field) => {
    const said = { [field]: 'ACCOUNT_LOCKED', message: 'Invalid credentials' }
    for (const body of [said, { detail: said }, { detail: [said] }, { errors: [said] }, { error: said }]) {
      expect(await refuse('authenticate', 401, body)).toMatchObject({ code: 'account_locked' })
    }
  },
)

test('classify: of a type that is a URL the last segment counts', async () => {
  const type = 'https://user-locked.example/problems/bad-credentials'
  expect(await refuse('login', 404, { type })).toMatchObject({ code: 'invalid_credentials' })
})

test('classify: classifyError decides first, and undefined leaves the decision to the client', async () => {
  expect(await refuse('authenticate', 418, {}, () => 'account_locked')).toMatchObject({ code: 'account_locked' })
  expect(await refuse('authenticate', 401, {}, () => undefined)).toMatchObject({ code: 'invalid_credentials' })
})

test('classify: a validation error has the messages by field, in camelCase', async () => {
  const items = [
    { loc: ['body', 'flow_token'], msg: 'Field required', type: 'missing', input: { password: 'secret' } },
    { loc: ['body', 'tenants', 0], msg: 'Wrong', type: 'x' },
    { loc: ['body'], msg: 'Not an object', type: 'x' },
    { loc: ['body', '__proto__'], msg: 'Odd', type: 'x' },
  ]
  const error = await refuse('authenticate', 422, { detail: items })
  expect(error).toMatchObject({ code: 'validation_failed' })
  expect(Object.entries((error as { fields: object }).fields)).toEqual([
    ['flowToken', ['Field required']],
    ['tenants', ['Wrong']],
    ['body', ['Not an object']],
    ['__proto__', ['Odd']],
  ])
})
