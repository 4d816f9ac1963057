import { expect, test } from 'vitest'
import { createPortalMock, type PortalPolicyOptions } from '../../mock/index.ts'
import { createDrivenPortal } from './driver.ts'

test.for([
  [{ refresh: { graceMs: -1 } }, 'policy.refresh.graceMs is -1; allowed: a whole number of milliseconds, 0 or more'],
  [{ access: { algorithm: 'none' } }, 'policy.access.algorithm is "none"; allowed: one of "RS256", "ES256"'],
  [
    { access: { lifetimeSeconds: 0.5 } },
    'policy.access.lifetimeSeconds is 0.5; allowed: a whole number of seconds, 1 or more',
  ],
  [
    { identify: { unknownEmail: '404' } },
    'policy.identify.unknownEmail is "404"; allowed: one of "decoy", "no_tenants"',
  ],
  [
    { refusals: { refreshRefused: { status: 200 } } },
    'policy.refusals.refreshRefused is {"status":200}; allowed: { status: 400 to 599',
  ],
  [{ refresh: { grace: 1 } }, 'policy.refresh.grace is not an option; allowed: lifetimeMs, graceMs, reuse'],
  [{ lockouts: {} }, 'policy.lockouts is not an option; allowed: identify, flow, lockout'],
  [{ mfa: 5 }, 'policy.mfa is 5; allowed: an object with lifetimeMs, maxAttempts'],
  [{ mfa: null }, 'policy.mfa is null; allowed: an object'],
] as const)('policy: %j is refused by its name', ([policy, message]) => {
  expect(() => createPortalMock({ policy: policy as unknown as PortalPolicyOptions })).toThrow(message)
})

test('policy: a refusal given in part keeps the rest of its default', async () => {
  const { refresh } = createDrivenPortal({ policy: { refusals: { refreshRefused: { status: 400 } } } })
  expect(await refresh('rt_unknown')).toMatchObject({
    status: 400,
    body: { detail: 'Invalid or expired refresh token' },
  })
})

test('policy: a refusal may have another body and more headers', async () => {
  const refreshRefused = { status: 400, body: { error: 'invalid_grant' }, headers: { 'x-portal': 'yes' } }
  const { refresh } = createDrivenPortal({ policy: { refusals: { refreshRefused } } })
  const answer = await refresh('rt_unknown')
  expect(answer.body).toEqual({ error: 'invalid_grant' })
  expect(answer.headers.get('x-portal')).toBe('yes')
})

test('policy: lifetimes, attempts and lengths follow it', async () => {
  const { portal, password, verify } = createDrivenPortal({
    policy: { mfa: { maxAttempts: 1 }, totp: { digits: 8 }, backupCodes: { count: 2 }, lockout: { maxFailures: 1 } },
  })
  expect(portal.totp('all@acme.example')).toMatch(/^\d{8}$/)
  expect(portal.users.find('all@acme.example')?.backupCodes).toHaveLength(2)
  const { body } = await password('totp@acme.example', 'totp-password-1')
  const attempt = { mfa_token: body['mfa_token'], user_id: body['user_id'], method: 'totp' }
  await verify({ ...attempt, code: 'x' })
  expect((await verify({ ...attempt, code: portal.totp('totp@acme.example') })).status).toBe(401)
  await password('plain@acme.example', 'wrong')
  expect((await password('plain@acme.example', 'plain-password-1')).status).toBe(429)
})

test('policy: a seed that is no whole number is refused', () => {
  expect(() => createPortalMock({ seed: 1.5 })).toThrow('seed is 1.5; allowed: a whole number')
})
